using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;

namespace Moltbot.System.Tests.Crashes;

/// <summary>kill -9 in the middle of a conversation: what was acknowledged is neither lost nor done twice (SQLite, fsync full).</summary>
public sealed class ChatRunTests : IAsyncLifetime
{
    private readonly StateFolder _state = new();
    private SimulatedModelProvider _model = null!;
    private RunningSystem _system = null!;

    public async ValueTask InitializeAsync()
    {
        _model = await SimulatedModelProvider.StartAsync();
        _state.Configure(Configurations.For(_model));
        _system = await RunningSystem.Start(_state);
    }

    public async ValueTask DisposeAsync()
    {
        await _system.DisposeAsync();
        await _model.DisposeAsync();
        _state.Dispose();
    }

    [Fact]
    public async Task An_acknowledged_message_is_answered_after_the_restart_and_its_key_starts_nothing_again()
    {
        var thinking = new ModelGate();
        _model.Enqueue(ModelReply.Text("half an ans").ThenGate(thinking), ModelReply.Text("a whole answer"));
        await using (GatewayTestClient client = await _system.Connect())
        {
            (await client.Say("think", "run-1")).Payload.GetProperty("status").GetString().ShouldBe("started");
            await thinking.Reached;
            await _system.Kill();
            (await client.ClosedAsync()).Code.ShouldBe(1006);
        }

        _system = await RunningSystem.Start(_state);
        await using GatewayTestClient back = await _system.Connect();
        JsonElement outcome = await back.CallAsync("agent.wait", new JsonObject { ["runId"] = "run-1", ["timeoutMs"] = 50_000 });
        GatewayAnswer repeated = await back.Say("think", "run-1");

        outcome.GetProperty("status").GetString().ShouldBe("ok");
        repeated.Payload.ShouldSatisfyAllConditions(
            payload => payload.GetProperty("runId").GetString().ShouldBe("run-1"), payload => payload.GetProperty("status").GetString().ShouldBe("ok"));
        (await back.History()).ShouldBe(["user: think", "assistant: a whole answer"]);
        _model.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_waited_behind_the_cut_off_run_is_answered_too_and_in_order()
    {
        var thinking = new ModelGate();
        _model.Enqueue(ModelReply.Text("").ThenGate(thinking));
        await using (GatewayTestClient client = await _system.Connect())
        {
            await client.Say("first", "run-1");
            await thinking.Reached;
            (await client.Say("second", "run-2")).Ok.ShouldBeTrue();
            await _system.Kill();
        }

        _model.Script = static request => ModelReply.Text(request.Body.GetRawText().Contains("second", StringComparison.Ordinal) ? "to both" : "to the first");
        _system = await RunningSystem.Start(_state);
        await using GatewayTestClient back = await _system.Connect();
        foreach (string run in new[] { "run-1", "run-2" })
        {
            (await back.CallAsync("agent.wait", new JsonObject { ["runId"] = run, ["timeoutMs"] = 50_000 })).GetProperty("status").GetString().ShouldBe("ok");
        }

        IReadOnlyList<string> history = await back.History();
        history.Count(static line => line.StartsWith("user:", StringComparison.Ordinal) && line.Contains("first", StringComparison.Ordinal)).ShouldBe(1);
        history.Count(static line => line.StartsWith("user:", StringComparison.Ordinal) && line.Contains("second", StringComparison.Ordinal)).ShouldBe(1);
        history[^1].ShouldBe("assistant: to both");
    }

    [Fact]
    public async Task A_client_that_comes_back_during_the_run_is_told_that_it_is_in_flight_and_then_how_it_ended()
    {
        var before = new ModelGate();
        var after = new ModelGate();
        _model.Enqueue(ModelReply.Text("half").ThenGate(before), ModelReply.Text("whole").HeldBy(after));
        await using (GatewayTestClient client = await _system.Connect())
        {
            await client.Say("think", "run-1");
            await before.Reached;
            await _system.Kill();
        }

        _system = await RunningSystem.Start(_state);
        await using GatewayTestClient back = await _system.Connect();
        await after.Reached;
        (await back.Say("think", "run-1")).Payload.GetProperty("status").GetString().ShouldBe("in_flight");
        after.Open();
        JsonElement end = await back.ChatEnd("run-1");

        ChatClient.StateOf(end).ShouldBe("final");
        ChatClient.TextOf(end).ShouldBe("whole");
    }

    [Fact]
    public async Task Many_kills_lose_nothing_that_was_acknowledged()
    {
        const int rounds = 4;
        var acknowledged = new List<string>();
        for (int round = 0; round < rounds; round++)
        {
            await using (GatewayTestClient client = await _system.Connect())
            {
                for (int number = 0; number < 3; number++)
                {
                    string key = $"run-{round}-{number}";
                    string session = $"agent:main:s{number}";
                    if ((await client.Say($"message {key}", key, session)).Ok)
                    {
                        acknowledged.Add(key);
                    }
                }

                await _system.Kill();
            }

            _system = await RunningSystem.Start(_state);
        }

        await using GatewayTestClient back = await _system.Connect();
        foreach (string key in acknowledged)
        {
            (await back.CallAsync("agent.wait", new JsonObject { ["runId"] = key, ["timeoutMs"] = 50_000 })).GetProperty("status").GetString().ShouldBe("ok", key);
        }

        for (int number = 0; number < 3; number++)
        {
            IReadOnlyList<string> said = [.. (await back.History($"agent:main:s{number}")).Where(static line => line.StartsWith("user:", StringComparison.Ordinal))];
            foreach (string key in acknowledged.Where(key => key.EndsWith($"-{number}", StringComparison.Ordinal)))
            {
                string.Join('\n', said).Split($"message {key}").Length.ShouldBe(2, $"{key} stands once among: {string.Join(" | ", said)}");
            }
        }

        (await back.CallAsync("moltbot.audit.verify", new JsonObject())).GetProperty("ok").GetBoolean().ShouldBeTrue();
    }
}
