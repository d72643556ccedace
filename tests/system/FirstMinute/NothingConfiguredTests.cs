using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Time;

namespace Moltbot.System.Tests.FirstMinute;

/// <summary>The first minute of somebody who has started it and set nothing yet.</summary>
public sealed partial class NothingConfiguredTests : IAsyncLifetime
{
    private readonly StateFolder _state = new();
    private RunningSystem _system = null!;

    public async ValueTask InitializeAsync() => _system = await RunningSystem.Start(_state);

    public async ValueTask DisposeAsync()
    {
        await _system.DisposeAsync();
        _state.Dispose();
    }

    [Fact]
    public async Task It_says_in_one_line_that_it_serves_where_and_on_which_engine()
    {
        string ready = await _system.Program.Output.Line("ready", static line => line.StartsWith("ready", StringComparison.Ordinal), Waits.Limit);

        Ready().IsMatch(ready).ShouldBeTrue(ready);
        _system.Engine.ShouldBe(Programs.Engine);
    }

    [Fact]
    public async Task It_is_healthy()
    {
        await using GatewayTestClient client = await _system.Connect();

        (await client.CallAsync("health")).GetProperty("ok").GetBoolean().ShouldBeTrue();
        WireShape.Check(client.Hello, "HelloOk");
    }

    [Fact]
    public async Task A_chat_is_answered_with_what_is_missing()
    {
        await using GatewayTestClient client = await _system.Connect();

        string answer = await client.Ask("hello", "first");

        answer.ShouldSatisfyAllConditions(
            () => answer.ShouldContain("models.providers"), () => answer.ShouldContain("agents.defaults.model.primary"), () => answer.ShouldContain("/help"));
    }

    [Theory]
    [InlineData("/help", "/status")]
    [InlineData("/status", "agent:main:main")]
    [InlineData("/whoami", "")]
    [InlineData("/new", "")]
    [InlineData("/reset", "")]
    public async Task Commands_work_without_a_model(string command, string expected)
    {
        await using GatewayTestClient client = await _system.Connect();

        string answer = await client.Ask(command, $"command {command}");

        answer.ShouldNotBeNullOrWhiteSpace();
        answer.ShouldContain(expected);
        answer.ShouldNotContain("models.providers");
    }

    [Fact]
    public void Only_its_owner_can_read_what_it_keeps()
    {
        const UnixFileMode file = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        File.GetUnixFileMode(_state.Path).ShouldBe(file | UnixFileMode.UserExecute);
        string[] kept = Directory.GetFiles(_state.Path, "*", SearchOption.AllDirectories);
        kept.ShouldContain(path => path.EndsWith("gateway-token", StringComparison.Ordinal));
        kept.ShouldAllBe(path => IsGone(path) || File.GetUnixFileMode(path) == file);
    }

    /// <summary>What is written beside a file and renamed over it is there for a moment only.</summary>
    private static bool IsGone(string path) => !File.Exists(path);

    [Fact]
    public async Task Its_token_shows_nowhere()
    {
        await using (GatewayTestClient client = await _system.Connect())
        {
            await client.CallAsync("status");
        }

        await using (GatewayTestClient stranger = await GatewayTestClient.OpenAsync(_system.Url, "stranger", cancel: TestContext.Current.CancellationToken))
        {
            (await stranger.HandshakeAsync(new ConnectOptions { Token = "not the token" })).Ok.ShouldBeFalse();
        }

        string commandLine = await File.ReadAllTextAsync($"/proc/{_system.Program.Id}/cmdline", TestContext.Current.CancellationToken);
        (await _system.Stop()).ShouldBe(0);

        _state.Token.Length.ShouldBeGreaterThanOrEqualTo(32);
        _system.Program.Output.Text.ShouldNotContain(_state.Token);
        commandLine.ShouldNotContain(_state.Token);
    }

    [Fact]
    public async Task It_says_goodbye_when_it_is_stopped()
    {
        await using GatewayTestClient client = await _system.Connect();
        await client.CallAsync("health");

        Task<int> stopped = _system.Stop();

        await client.EventAsync("shutdown");
        (await client.ClosedAsync()).Code.ShouldBe(1012);
        (await stopped).ShouldBe(0);
        File.Exists(Path.Combine(_state.Path, "gateway.json")).ShouldBeFalse();
    }

    [Fact]
    public async Task It_keeps_token_and_conversation_when_it_is_started_again()
    {
        string token = _state.Token;
        await using (GatewayTestClient client = await _system.Connect())
        {
            await client.Ask("remember me", "kept");
        }

        (await _system.Stop()).ShouldBe(0);
        await using RunningSystem again = await RunningSystem.Start(_state);
        await using GatewayTestClient back = await again.Connect();

        again.Token.ShouldBe(token);
        (await back.History()).ShouldContain("user: remember me");
    }

    [Fact]
    public async Task A_program_without_the_token_learns_nothing()
    {
        await using GatewayTestClient client = await GatewayTestClient.OpenAsync(_system.Url, cancel: TestContext.Current.CancellationToken);

        GatewayAnswer answer = await client.HandshakeAsync(new ConnectOptions());

        answer.Ok.ShouldBeFalse();
        answer.Code.ShouldBe("NOT_PAIRED");
        (await client.ClosedAsync()).Code.ShouldBe(1008);
    }

    [Fact]
    public async Task A_mistaken_request_is_told_what_is_allowed()
    {
        await using GatewayTestClient client = await _system.Connect();

        GatewayAnswer answer = await client.RequestAsync("chat.send", new JsonObject { ["sessionKey"] = "main", ["colour"] = "red" });

        answer.Code.ShouldBe("INVALID_REQUEST");
        answer.Message!.ShouldSatisfyAllConditions(
            message => message.ShouldContain("message"), message => message.ShouldContain("idempotencyKey"), message => message.ShouldContain("colour"));
    }

    [GeneratedRegex(@"^ready ws://127\.0\.0\.1:[1-9]\d{0,4} engine=(embedded|orleans)$", RegexOptions.None, 1000)]
    private static partial Regex Ready();
}
