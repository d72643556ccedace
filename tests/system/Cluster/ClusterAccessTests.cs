using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;

namespace Moltbot.System.Tests.Cluster;

/// <summary>Who gets in is one question, whichever gateway is asked and whichever silo answers (A11, B2).</summary>
public sealed class ClusterAccessTests : IAsyncLifetime
{
    /// <summary>Wrong secrets of one address that are judged at once, by <c>LimiterGrain</c>.</summary>
    private const int FreeGuesses = 10;

    /// <summary>How often a cluster that loses a silo is asked again, half a second apart at least.</summary>
    private const int MaxTries = 120;

    private const string HookSecret = "hooks-5e0f91b7a3d8c2-of-a-cluster";

    private readonly HttpClient _http = new();
    private SimulatedModelProvider _model = null!;
    private RunningCluster _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        _model = await SimulatedModelProvider.StartAsync();
        _cluster = await RunningCluster.Start(Configurations.For(_model).WithHooks(HookSecret));
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        _http.Dispose();
        await _model.DisposeAsync();
    }

    [Fact]
    public async Task Guesses_at_one_gateway_count_at_the_other()
    {
        int judged = 0;
        long limitedAt = 0;
        TimeSpan wait = TimeSpan.Zero;
        while (wait == TimeSpan.Zero && judged <= 2 * FreeGuesses)
        {
            GatewayAnswer answer = await Shake(judged % 2, new ConnectOptions { Token = "guess" });
            answer.Ok.ShouldBeFalse();
            (limitedAt, wait) = (Stopwatch.GetTimestamp(), WaitOf(answer));
            judged += wait == TimeSpan.Zero ? 1 : 0;
        }

        // Counted by each gateway for itself, there would be twice as many.
        judged.ShouldBeInRange(1, FreeGuesses + 1);
        for (int gateway = 0; gateway < 2; gateway++)
        {
            GatewayAnswer right = await Shake(gateway, new ConnectOptions { Token = RunningCluster.Token });
            (WaitOf(right) > TimeSpan.Zero || Stopwatch.GetElapsedTime(limitedAt) >= wait).ShouldBeTrue($"gateway {gateway} did not make a guesser wait: {right.Frame.Text}");
        }
    }

    [Fact]
    public async Task A_hook_is_called_at_any_gateway_and_guesses_at_it_count_at_all()
    {
        await using GatewayTestClient owner = await _cluster.Gateways[1].Connect("owner", new ConnectOptions { Token = RunningCluster.Token });
        using HttpResponseMessage called = await Call(0, HookSecret);
        called.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        string runId = JsonDocument.Parse(await called.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("runId").GetString()!;
        await owner.EventAsync("chat", chat => chat.GetProperty("runId").GetString() == runId && ChatClient.StateOf(chat) == "final");

        int judged = 0;
        HttpStatusCode last = HttpStatusCode.Unauthorized;
        while (last == HttpStatusCode.Unauthorized && judged <= 2 * FreeGuesses)
        {
            using HttpResponseMessage answer = await Call(judged % 2, "a guess");
            last = answer.StatusCode;
            judged += last == HttpStatusCode.Unauthorized ? 1 : 0;
        }

        last.ShouldBe(HttpStatusCode.TooManyRequests);
        judged.ShouldBeInRange(1, FreeGuesses + 1);
    }

    [Fact]
    public async Task A_changed_secret_closes_what_came_in_by_the_old_one_on_both_gateways_within_a_second()
    {
        string secret = RunningCluster.Token;
        int round = 0;
        await Promptness.ShouldTakeLessThanASecond(
            async () =>
            {
                var device = new ConnectOptions { Token = secret, Device = TestDevice.New(), Scopes = ["operator.read"] };
                await using GatewayTestClient here = await _cluster.Gateways[0].Connect("here", device), there = await _cluster.Gateways[1].Connect("there", device);
                string token = there.Hello.GetProperty("auth").GetProperty("deviceToken").GetString()!;
                await using GatewayTestClient byToken = await _cluster.Gateways[1].Connect("by its token", device with { Token = token });
                await using GatewayTestClient admin = await _cluster.Gateways[0].Connect("admin", new ConnectOptions { Token = secret });
                JsonElement before = await admin.CallAsync("config.get");
                string next = $"another-secret-of-the-whole-cluster-{++round}";

                long begun = Stopwatch.GetTimestamp();
                await admin.CallAsync("config.patch", new JsonObject
                {
                    ["raw"] = new JsonObject { ["gateway"] = new JsonObject { ["auth"] = new JsonObject { ["token"] = next } } }.ToJsonString(),
                    ["baseHash"] = before.GetProperty("hash").GetString(),
                });
                GatewayClosed[] closed = await Task.WhenAll(here.ClosedAsync(), there.ClosedAsync(), byToken.ClosedAsync());
                TimeSpan taken = Stopwatch.GetElapsedTime(begun);

                closed.ShouldAllBe(static end => end.Code == 1008);
                foreach (int gateway in new[] { 0, 1 })
                {
                    (await Shake(gateway, device with { Token = next })).Ok.ShouldBeTrue();
                }

                (await Shake(1, device)).Ok.ShouldBeFalse("the old secret");
                (await Shake(1, device with { Token = token })).Ok.ShouldBeFalse("a token that was given for the old secret");
                secret = next;
                return taken;
            },
            async () => (await Shake(0, new ConnectOptions { Token = secret })).Ok.ShouldBeTrue());
    }

    [Fact]
    public async Task A_suspended_tenants_sockets_close_on_both_gateways_within_a_second_and_nothing_of_it_opens_again()
    {
        int round = 0;
        await using GatewayTestClient oper = await _cluster.Gateways[0].Connect(
            "operator", new ConnectOptions { Token = RunningCluster.OperatorToken, Scopes = ["moltbot.tenants"] });
        await Promptness.ShouldTakeLessThanASecond(
            async () =>
            {
                string tenant = $"shut-{++round}";
                JsonElement made = await oper.CallAsync("moltbot.tenants.create", new JsonObject { ["tenant"] = tenant });
                var device = new ConnectOptions { Token = made.GetProperty("token").GetString()!, Device = TestDevice.New(), Scopes = ["operator.read", "operator.pairing"] };
                await using GatewayTestClient here = await _cluster.Gateways[0].Connect("here", device), there = await _cluster.Gateways[1].Connect("there", device);
                string own = there.Hello.GetProperty("auth").GetProperty("deviceToken").GetString()!;
                string code = (await here.CallAsync("moltbot.setup.create", new JsonObject { ["role"] = "operator", ["scopes"] = new JsonArray("operator.read") }))
                    .GetProperty("code").GetString()!;

                long begun = Stopwatch.GetTimestamp();
                await oper.CallAsync("moltbot.tenants.suspend", new JsonObject { ["tenant"] = tenant });
                GatewayClosed[] closed = await Task.WhenAll(here.ClosedAsync(), there.ClosedAsync());
                TimeSpan taken = Stopwatch.GetElapsedTime(begun);

                closed.ShouldAllBe(static end => end.Code == 1008);
                foreach (ConnectOptions credential in (ConnectOptions[])
                    [device, device with { Token = own }, device with { Device = null }, device with { Token = code, Device = TestDevice.New(), Scopes = ["operator.read"] }])
                {
                    (await Shake(round % 2, credential)).Ok.ShouldBeFalse();
                }

                return taken;
            },
            async () => await oper.CallAsync("moltbot.tenants.list"));
    }

    [Fact]
    public async Task What_was_revoked_stays_out_whichever_silos_are_lost()
    {
        var device = new ConnectOptions { Token = RunningCluster.Token, Device = TestDevice.New(), Scopes = ["operator.read"] };
        string token;
        await using (GatewayTestClient victim = await _cluster.Gateways[0].Connect("victim", device))
        {
            token = victim.Hello.GetProperty("auth").GetProperty("deviceToken").GetString()!;
            await using GatewayTestClient admin = await _cluster.Gateways[0].Connect("admin");
            await admin.CallAsync("device.token.revoke", new JsonObject { ["deviceId"] = device.Device!.Id, ["role"] = "operator" });
            (await victim.ClosedAsync()).Code.ShouldBe(1008);
        }

        // One of them holds the device's grain; in the end none is left that was there when the device was revoked.
        RunningSystem[] witnesses = [.. _cluster.Silos];
        await _cluster.AddSilo();
        foreach (RunningSystem silo in witnesses)
        {
            await _cluster.Lose(silo);
            (await Verdict(device)).ShouldBe("pairing required");
            (await Shake(1, device with { Token = token })).Ok.ShouldBeFalse("its own token");
        }
    }

    private async Task<GatewayAnswer> Shake(int gateway, ConnectOptions options)
    {
        await using GatewayTestClient client = await GatewayTestClient.OpenAsync(_cluster.Gateways[gateway].Url, $"gateway {gateway}", cancel: TestContext.Current.CancellationToken);
        return await client.HandshakeAsync(options);
    }

    private async Task<HttpResponseMessage> Call(int gateway, string secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_cluster.Gateways[gateway].Http, "/hooks/agent")) { Content = new StringContent("""{"message":"ring"}""") };
        request.Headers.Authorization = new("Bearer", secret);
        return await _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>What the other gateway says in the end; while grains move, it cannot say.</summary>
    private async Task<string> Verdict(ConnectOptions options)
    {
        for (int tries = 0; ; tries++)
        {
            try
            {
                GatewayAnswer answer = await Shake(1, options);
                if (answer.Ok || answer.Code == "NOT_PAIRED" || tries == MaxTries)
                {
                    return answer.Message ?? "let in";
                }
            }
            catch (Exception problem) when (problem is GatewayWaitException or global::System.Net.WebSockets.WebSocketException && tries < MaxTries)
            {
                // Asked again below.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private static TimeSpan WaitOf(GatewayAnswer answer) =>
        answer.Frame.Json.TryGetProperty("error", out JsonElement error) && error.TryGetProperty("retryAfterMs", out JsonElement wait)
            ? TimeSpan.FromMilliseconds(wait.GetInt64())
            : TimeSpan.Zero;
}
