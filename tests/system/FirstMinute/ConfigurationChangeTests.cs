using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.System.Tests.FirstMinute;

/// <summary>The configuration is edited while it runs: by an editor, and through the gateway.</summary>
public sealed class ConfigurationChangeTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = Waits.Limit;
    private readonly StateFolder _state = new();
    private SimulatedModelProvider _model = null!;
    private RunningSystem _system = null!;

    public async ValueTask InitializeAsync()
    {
        _model = await SimulatedModelProvider.StartAsync();
        _system = await RunningSystem.Start(_state);
    }

    public async ValueTask DisposeAsync()
    {
        await _system.DisposeAsync();
        await _model.DisposeAsync();
        _state.Dispose();
    }

    [Fact]
    public async Task A_model_added_to_the_file_answers_the_next_chat()
    {
        await using GatewayTestClient client = await _system.Connect();
        (await client.Ask("anybody there?", "before")).ShouldContain("models.providers");

        _state.Configure(Configurations.For(_model));
        await WhenModels(client, count: 1);
        _model.Enqueue(ModelReply.Text("Now ", "there is."));

        (await client.Ask("and now?", "after")).ShouldBe("Now there is.");
    }

    [Fact]
    public async Task An_invalid_file_keeps_the_last_valid_one_and_is_told_in_the_log()
    {
        _state.Configure(Configurations.For(_model));
        await using GatewayTestClient client = await _system.Connect();
        await WhenModels(client, count: 1);

        _state.Configure("{ models: { providers: 7 }, gateway: { auth: { token: 'gone' } } }");
        string told = await _system.Program.Output.Line(
            "the log of an invalid configuration", static line => line.Contains("last valid configuration stays", StringComparison.Ordinal), Patience);

        told.ShouldSatisfyAllConditions(() => told.ShouldContain("models.providers"), () => told.ShouldContain(_state.ConfigPath), () => told.ShouldNotContain("gone"));
        (await client.Ask("still there?", "after")).ShouldBe("Hello from the simulated model.");
        JsonElement shown = await client.CallAsync("config.get");
        shown.GetProperty("valid").GetBoolean().ShouldBeFalse();
        shown.GetProperty("issues").EnumerateArray().ShouldContain(issue => issue.GetProperty("path").GetString()!.StartsWith("models.providers", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_deleted_opens_nothing()
    {
        const string token = "a-token-that-stands-in-the-file";
        _state.Configure(new JsonObject { ["gateway"] = new JsonObject { ["auth"] = new JsonObject { ["token"] = token } } });
        await using RunningSystem own = await RunningSystem.Start(_state, ["--state", _state.Path + "-2"]);
        await using GatewayTestClient client = await own.Connect(options: new ConnectOptions { Token = token });
        File.Delete(_state.ConfigPath);

        foreach (string? guess in new[] { "guess", "", null })
        {
            await using GatewayTestClient stranger = await GatewayTestClient.OpenAsync(own.Url, "stranger", cancel: TestContext.Current.CancellationToken);
            (await stranger.HandshakeAsync(new ConnectOptions { Token = guess })).Ok.ShouldBeFalse();
        }
    }

    [Fact]
    public async Task A_change_through_the_gateway_is_written_and_taken_up()
    {
        await using GatewayTestClient client = await _system.Connect();
        JsonElement before = await client.CallAsync("config.get");
        var change = new JsonObject { ["raw"] = Configurations.For(_model).ToJsonString() };
        if (before.TryGetProperty("hash", out JsonElement hash) && before.GetProperty("exists").GetBoolean())
        {
            change["baseHash"] = hash.GetString();
        }

        (await client.CallAsync("config.set", change)).GetProperty("ok").GetBoolean().ShouldBeTrue();
        await WhenModels(client, count: 1);

        (await client.Ask("hello", "after")).ShouldBe("Hello from the simulated model.");
        File.GetUnixFileMode(_state.ConfigPath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_new_token_lets_nobody_in_by_the_old_one()
    {
        await using GatewayTestClient client = await _system.Connect();
        await client.CallAsync("health");

        _state.Configure(new JsonObject { ["gateway"] = new JsonObject { ["auth"] = new JsonObject { ["token"] = "a-new-token-for-everybody" } } });

        (await client.ClosedAsync()).Code.ShouldBe(1008);
        await using GatewayTestClient old = await GatewayTestClient.OpenAsync(_system.Url, "old", cancel: TestContext.Current.CancellationToken);
        (await old.HandshakeAsync(new ConnectOptions { Token = _system.Token })).Ok.ShouldBeFalse();
        await using GatewayTestClient fresh = await GatewayTestClient.ConnectAsync(_system.Url, new ConnectOptions { Token = "a-new-token-for-everybody" });
        (await fresh.CallAsync("health")).GetProperty("ok").GetBoolean().ShouldBeTrue();
    }

    /// <summary>The file is looked at every 300 ms; asks until what it says is in force.</summary>
    private static async Task WhenModels(GatewayTestClient client, int count)
    {
        using var deadline = new CancellationTokenSource(Patience, TimeProvider.System);
        while ((await client.CallAsync("models.list")).GetProperty("models").GetArrayLength() != count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, deadline.Token);
        }
    }
}
