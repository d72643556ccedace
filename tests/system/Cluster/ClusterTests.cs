using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Telegram;
using Moltbot.TestSupport.Time;

namespace Moltbot.System.Tests.Cluster;

/// <summary>Three Orleans silos, two gateways, PostgreSQL: what must hold while members of it are killed.</summary>
public sealed class ClusterTests : IAsyncLifetime
{
    private SimulatedModelProvider _model = null!;
    private SimulatedTelegram _telegram = null!;
    private SimulatedBot _bot = null!;
    private RunningCluster _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        _model = await SimulatedModelProvider.StartAsync();
        _telegram = await SimulatedTelegram.StartAsync();
        _bot = _telegram.AddBot("555000:a-token-of-a-bot", "molty_bot");
        _bot.Patience = 2 * Waits.Limit;
        _cluster = await RunningCluster.Start(Configurations.For(_model).WithTelegram(_telegram, _bot));
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        await _telegram.DisposeAsync();
        await _model.DisposeAsync();
    }

    [Fact]
    public async Task A_chat_through_one_gateway_is_seen_by_clients_of_both()
    {
        await using GatewayTestClient here = await _cluster.Gateways[0].Connect("here"), there = await _cluster.Gateways[1].Connect("there");

        await here.Say("hello", "run-1");
        JsonElement seenHere = await here.ChatEnd("run-1"), seenThere = await there.ChatEnd("run-1");

        ChatClient.TextOf(seenHere).ShouldBe("Hello from the simulated model.");
        ChatClient.TextOf(seenThere).ShouldBe("Hello from the simulated model.");
        (await there.History()).ShouldBe(["user: hello", "assistant: Hello from the simulated model."]);
        (await there.Say("hello", "run-1")).Payload.GetProperty("status").GetString().ShouldBe("ok");
        _model.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Revoking_a_device_closes_its_sockets_on_both_gateways_within_a_second()
    {
        await using GatewayTestClient admin = await _cluster.Gateways[0].Connect("admin");
        await Promptness.ShouldTakeLessThanASecond(
            async () =>
            {
                TestDevice device = TestDevice.New();
                var options = new ConnectOptions { Device = device, Scopes = ["operator.read"] };
                await using GatewayTestClient here = await _cluster.Gateways[0].Connect("here", options), there = await _cluster.Gateways[1].Connect("there", options);

                long begun = Stopwatch.GetTimestamp();
                await admin.CallAsync("device.token.revoke", new JsonObject { ["deviceId"] = device.Id, ["role"] = "operator" });
                GatewayClosed[] closed = await Task.WhenAll(here.ClosedAsync(), there.ClosedAsync());
                TimeSpan taken = Stopwatch.GetElapsedTime(begun);

                closed.ShouldAllBe(static end => end.Code == 1008);
                return taken;
            },
            () => admin.CallAsync("device.pair.list"));
    }

    [Fact]
    public async Task Another_secret_cuts_off_the_streams_of_both_gateways_within_a_second()
    {
        string token = RunningCluster.Token;
        await using (GatewayTestClient first = await _cluster.Gateways[0].Connect("first"))
        {
            await Change(first, "{ gateway: { http: { endpoints: { chatCompletions: { enabled: true } } } } }");
        }

        await Promptness.ShouldTakeLessThanASecond(
            async () =>
            {
                var thinking = new ModelGate();
                _model.Default = ModelReply.Text("half").ThenGate(thinking);
                await using GatewayTestClient admin = await GatewayTestClient.ConnectAsync(_cluster.Gateways[0].Url, new ConnectOptions { Token = token });
                await using OpenStream here = await OpenStream.Start(_cluster.Gateways[0].Http, token), there = await OpenStream.Start(_cluster.Gateways[1].Http, token);

                long begun = Stopwatch.GetTimestamp();
                token = $"another-secret-{Guid.NewGuid():N}";
                await Change(admin, $"{{ gateway: {{ auth: {{ token: '{token}' }} }} }}");
                bool[] cutOff = await Task.WhenAll(here.IsCutOff(), there.IsCutOff());
                TimeSpan taken = Stopwatch.GetElapsedTime(begun);

                thinking.Open();
                cutOff.ShouldBe([true, true]);
                return taken;
            },
            async () =>
            {
                await using GatewayTestClient client = await GatewayTestClient.ConnectAsync(_cluster.Gateways[0].Url, new ConnectOptions { Token = token });
                await client.CallAsync("device.pair.list");
            });
    }

    [Fact]
    public async Task A_changed_configuration_is_in_force_on_both_gateways_and_all_silos()
    {
        await using GatewayTestClient here = await _cluster.Gateways[0].Connect("here");
        JsonElement before = await here.CallAsync("config.get");
        await here.CallAsync("config.patch", new JsonObject
        {
            ["raw"] = """{ agents: { defaults: { model: { primary: "fake/nobody" } } }, models: { providers: { fake: { models: [{ id: "nobody", name: "Nobody" }] } } } }""",
            ["baseHash"] = before.GetProperty("hash").GetString(),
        });

        await Back(static there => AskOrRead(there, "hello", "run-1"));

        _model.Requests[^1].Model.ShouldBe("nobody");
        (await Back(static there => there.CallAsync("models.list"))).GetRawText().ShouldContain("nobody");
    }

    [Fact]
    public async Task Killing_the_silo_of_a_session_during_a_run_costs_no_message()
    {
        var thinking = new ModelGate();
        _model.Enqueue(ModelReply.Text("half").ThenGate(thinking));
        _model.Script = static request => ModelReply.Text(request.Body.GetRawText().Contains("second", StringComparison.Ordinal) ? "to both" : "to the first");
        await using (GatewayTestClient client = await _cluster.Gateways[0].Connect())
        {
            (await client.Say("first", "run-1")).Ok.ShouldBeTrue();
            await thinking.Reached;
            (await client.Say("second", "run-2")).Ok.ShouldBeTrue();
            await (await RunningCluster.ConnectedTo(_cluster.Silos, _model.Address.Port)).Kill();
        }

        foreach (string run in new[] { "run-1", "run-2" })
        {
            (await Outcome(run)).ShouldBe("ok", run);
        }

        (await Back(static back => back.Say("first", "run-1"))).Payload.GetProperty("status").GetString().ShouldBe("ok");
        IReadOnlyList<string> history = await Back(static back => back.History());
        history.Count(static line => line.StartsWith("user:", StringComparison.Ordinal) && line.Contains("first", StringComparison.Ordinal)).ShouldBe(1);
        history.Count(static line => line.StartsWith("user:", StringComparison.Ordinal) && line.Contains("second", StringComparison.Ordinal)).ShouldBe(1);
        history[^1].ShouldBe("assistant: to both");
        (await Back(static back => AskOrRead(back, "third", "run-3"))).ShouldNotBeNullOrEmpty();
    }

    /// <summary>
    /// Asks at the other gateway, again where the client is told to come again: its tenant's events may have been the lost silo's, and a gateway
    /// that missed some judges everybody anew (A11).
    /// </summary>
    private async Task<T> Back<T>(Func<GatewayTestClient, Task<T>> ask)
    {
        try
        {
            return await Once();
        }
        catch (GatewayWaitException told) when (told.Message.Contains("closed 1012", StringComparison.Ordinal))
        {
            return await Once();
        }

        async Task<T> Once()
        {
            await using GatewayTestClient client = await _cluster.Gateways[1].Connect();
            return await ask(client);
        }
    }

    /// <summary>Asks and waits for the answer; who came again and is told that the run has ended meanwhile reads it: its events are past.</summary>
    private static async Task<string> AskOrRead(GatewayTestClient client, string message, string run)
    {
        JsonElement receipt = (await client.Say(message, run)).Require();
        return receipt.GetProperty("status").GetString() == "ok"
            ? (await client.History())[^1]
            : ChatClient.TextOf(await client.ChatEnd(run));
    }

    [Fact]
    public async Task A_client_that_stays_is_told_how_the_run_ended_or_told_to_come_again()
    {
        var thinking = new ModelGate();
        _model.Enqueue(ModelReply.Text("half").ThenGate(thinking), ModelReply.Text("whole"));
        await using GatewayTestClient client = await GatewayTestClient.OpenAsync(_cluster.Gateways[0].Url, "stays", timeout: 2 * Waits.Limit);
        (await client.HandshakeAsync(new ConnectOptions { Token = RunningCluster.Token })).Require();
        await client.Say("think", "run-1");
        await thinking.Reached;

        await (await RunningCluster.ConnectedTo(_cluster.Silos, _model.Address.Port)).Kill();
        string told;
        try
        {
            told = ChatClient.TextOf(await client.ChatEnd("run-1"));
        }
        catch (GatewayWaitException) when (client.Closed is { Code: 1012 })
        {
            told = "come again";
        }

        told.ShouldBeOneOf("whole", "come again");
        (await Outcome("run-1")).ShouldBe("ok");
    }

    [Fact]
    public async Task Telegram_goes_on_through_the_other_gateway_when_its_own_is_killed()
    {
        SimulatedPerson ann = _bot.Person(42, "Ann");
        await _bot.WhenConfirmed(ann.Says("let me in"));
        await _bot.WhenSent(1);
        await using (GatewayTestClient admin = await _cluster.Gateways[0].Connect("admin"))
        {
            JsonElement list = await admin.CallAsync("moltbot.pairing.list", new JsonObject());
            string code = list.GetProperty("accounts")[0].GetProperty("pending")[0].GetProperty("code").GetString()!;
            await admin.CallAsync("moltbot.pairing.approve", new JsonObject { ["channel"] = "telegram", ["code"] = code });
        }

        ann.Says("hello");
        await _bot.WhenSent(2);
        await (await RunningCluster.ConnectedTo(_cluster.Gateways, _telegram.Root.Port)).Kill();
        _model.Enqueue(ModelReply.Text("by the other one"));
        ann.Says("still there?");
        await _bot.WhenSent(3);

        _bot.Sent.Skip(1).Select(message => message.Text).ShouldBe(["Hello from the simulated model.", "by the other one"]);
    }

    [Fact]
    public async Task Telegram_goes_on_when_a_silo_is_killed()
    {
        SimulatedPerson ann = _bot.Person(42, "Ann");
        await _bot.WhenConfirmed(ann.Says("let me in"));
        await _bot.WhenSent(1);
        await using (GatewayTestClient admin = await _cluster.Gateways[0].Connect("admin"))
        {
            JsonElement list = await admin.CallAsync("moltbot.pairing.list", new JsonObject());
            string code = list.GetProperty("accounts")[0].GetProperty("pending")[0].GetProperty("code").GetString()!;
            await admin.CallAsync("moltbot.pairing.approve", new JsonObject { ["channel"] = "telegram", ["code"] = code });
        }

        var thinking = new ModelGate();
        _model.Enqueue(ModelReply.Text("half").ThenGate(thinking), ModelReply.Text("after the loss of a silo"));
        await _bot.WhenConfirmed(ann.Says("a hard question"));
        await thinking.Reached;
        await (await RunningCluster.ConnectedTo(_cluster.Silos, _model.Address.Port)).Kill();
        await _bot.WhenSent(2);

        _bot.Sent[1].Text.ShouldBe("after the loss of a silo");
    }

    /// <summary>Asks until somebody knows; while grains move, calls fail or clients are told to come again.</summary>
    private async Task<string> Outcome(string run)
    {
        // A lost silo is found out in half a minute on a machine that has nothing else to do.
        using var patience = new CancellationTokenSource(2 * Waits.Limit, TimeProvider.System);
        for (int tries = 0; ; tries++)
        {
            try
            {
                await using GatewayTestClient client = await _cluster.Gateways[tries % 2].Connect($"asks {tries}");
                GatewayAnswer answer = await client.RequestAsync("agent.wait", new JsonObject { ["runId"] = run, ["timeoutMs"] = 3000 });
                string status = answer.Ok ? answer.Payload.GetProperty("status").GetString()! : $"{answer.Code}: {answer.Message}";
                if (status is "ok" or "error" || patience.IsCancellationRequested)
                {
                    return status;
                }
            }
            catch (Exception problem) when (problem is GatewayWaitException or InvalidOperationException or global::System.Net.WebSockets.WebSocketException
                && !patience.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System);
            }
        }
    }

    private static async Task Change(GatewayTestClient admin, string patch) => await admin.CallAsync("config.patch", new JsonObject
    {
        ["raw"] = patch,
        ["baseHash"] = (await admin.CallAsync("config.get")).GetProperty("hash").GetString(),
    });
}
