using Moltbot.Cli.Tests.Support;

namespace Moltbot.Cli.Tests.Commands;

public sealed class ConfigTests : IDisposable
{
    private const string Secret = "123456:the-secret-of-a-bot";
    private readonly Machine _machine = new();

    public ConfigTests() => _machine.Variables["MOLTBOT_GATEWAY_PORT"] = "1";

    [Fact]
    public async Task BeforeTheFirstStartTheFileIsChanged()
    {
        (await _machine.RunAsync("config set gateway.port 18790")).Expect(0).Out.ShouldBe($"set gateway.port in {_machine.File("moltbot.json")}");
        (await _machine.RunAsync("config get gateway.port")).Expect(0).Out.ShouldBe("18790");
        (await _machine.RunAsync("config set gateway.bind lan")).Expect(0);
        (await _machine.RunAsync("config get gateway.bind")).Expect(0).Out.ShouldBe("lan");
        (await _machine.RunAsync("config get gateway.bind --json")).Expect(0).Out.ShouldBe("\"lan\"");
        (await _machine.RunAsync("config unset gateway.bind")).Expect(0);
        (await _machine.RunAsync("config get gateway.bind")).Expect(ExitCodes.Failed).Error.ShouldBe("moltbot: gateway.bind is not set");
        (await _machine.RunAsync("config unset gateway.bind")).Expect(ExitCodes.Failed);
        File.GetUnixFileMode(_machine.File("moltbot.json")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(_machine.File("moltbot.json.bak")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task SecretsComeFromTheInputAndAreMasked()
    {
        _machine.In = Secret + "\n";
        var set = (await _machine.RunAsync("config set channels.telegram.botToken -")).Expect(0);
        var get = (await _machine.RunAsync("config get")).Expect(0);
        (set.All + get.All).ShouldNotContain("the-secret-of-a-bot");
        (await File.ReadAllTextAsync(_machine.File("moltbot.json"), TestContext.Current.CancellationToken)).ShouldContain(Secret);
    }

    [Fact]
    public async Task AnInvalidChangeIsRefusedWithItsPlace()
    {
        (await _machine.RunAsync("config set gateway.port 18790")).Expect(0);
        var run = (await _machine.RunAsync("config set gateway.nonsense 1")).Expect(ExitCodes.Configuration);
        run.Error.ShouldContain("nothing was changed");
        run.Error.ShouldContain("gateway");
        (await _machine.RunAsync("config get gateway.port")).Expect(0).Out.ShouldBe("18790");
    }

    [Fact]
    public async Task AnObjectReplacesTheOneBefore()
    {
        _machine.Write("moltbot.json", "{gateway: {auth: {mode: 'token', allowTailscale: true}, port: 5}}");
        (await _machine.RunAsync("config", "set", "gateway.auth", "{mode: 'password'}")).Expect(0);
        var run = (await _machine.RunAsync("config get gateway.auth --json")).Expect(0);
        run.Json.AsObject().ContainsKey("allowTailscale").ShouldBeFalse();
        ((string)run.Json["mode"]!).ShouldBe("password");
    }

    [Fact]
    public async Task UnsetLeavesNoEmptySectionBehind()
    {
        (await _machine.RunAsync("config set channels.telegram.botToken 1:a")).Expect(0);
        (await _machine.RunAsync("config unset channels.telegram.botToken")).Expect(0);
        (await File.ReadAllTextAsync(_machine.File("moltbot.json"), TestContext.Current.CancellationToken)).ShouldNotContain("channels");
    }

    [Fact]
    public async Task Validate()
    {
        (await _machine.RunAsync("config validate")).Expect(0).Out.ShouldContain("the defaults hold");
        _machine.Write("moltbot.json", "{gateway: {port: 'x', nonsense: 1}}");
        var run = (await _machine.RunAsync("config validate")).Expect(ExitCodes.Configuration);
        run.Out.ShouldContain("NOT valid");
        run.Out.ShouldContain("error: gateway.port:");
        var json = (await _machine.RunAsync("config validate --json")).Expect(ExitCodes.Configuration).Json;
        json.AsObject().Select(static entry => entry.Key).ShouldBe(["path", "exists", "valid", "issues", "warnings", "legacyIssues"]);
        var other = Path.Combine(_machine.Home, "other.json");
        await File.WriteAllTextAsync(other, "{gateway: {port: 7}}", TestContext.Current.CancellationToken);
        (await _machine.RunAsync($"config validate --file {other}")).Expect(0).Out.ShouldBe($"{other} is valid");
        (await _machine.RunAsync("config validate --file /nowhere.json")).Expect(ExitCodes.Usage);
    }

    [Fact]
    public async Task ARunningGatewayIsAsked()
    {
        _machine.Variables.Clear();
        _machine.Variables["HOME"] = _machine.Home;
        await using var gateway = await FakeGateway.StartAsync();
        gateway.On("config.get", """
            {"path":"/etc/m.json","exists":true,"raw":"{}","parsed":{"gateway":{"port":5,"auth":{"mode":"token","token":"__MOLTBOT_REDACTED__"}}},"valid":true,
             "config":{"gateway":{"port":5}},"hash":"h1","issues":[],"warnings":[],"legacyIssues":[]}
            """);
        gateway.On("config.patch", """{"ok":true,"path":"/etc/m.json","config":{},"restart":{"ok":true,"pid":1,"signal":"SIGUSR1","delayMs":2000,"mode":"emit"}}""");
        _machine.With(gateway);
        (await _machine.RunAsync("config get gateway.port")).Expect(0).Out.ShouldBe("5");
        (await _machine.RunAsync("config", "set", "gateway.auth", "{mode: 'password'}")).Expect(0).Out.ShouldBe("set gateway.auth in /etc/m.json");
        var patch = gateway.Calls[^1].Params;
        ((string)patch["baseHash"]!).ShouldBe("h1");
        ((string)patch["raw"]!).ShouldBe("""{"gateway":{"auth":{"token":null,"mode":"password"}}}""");
        File.Exists(_machine.File("moltbot.json")).ShouldBeFalse();

        gateway.Refuse("config.patch", "INVALID_REQUEST", "invalid config", """{"issues":[{"path":"gateway.port","message":"too big"}]}""");
        (await _machine.RunAsync("config set gateway.port 99999")).Expect(ExitCodes.Configuration).Error.ShouldContain("gateway.port: too big");
    }

    [Fact]
    public async Task AGatewayThatWasNamedIsNotReplacedByTheFile()
    {
        (await _machine.RunAsync("config set gateway.port 5 --url ws://127.0.0.1:1")).Expect(ExitCodes.Unreachable);
        File.Exists(_machine.File("moltbot.json")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("config set gateway..port 5")]
    [InlineData("config set gateway.port {")]
    [InlineData("config set gateway.port null")]
    [InlineData("config set bindings.0.agentId x")]
    public async Task WrongPathsAndValues(string words)
    {
        _machine.Write("moltbot.json", "{bindings: [{agentId: 'main', match: {channel: 'telegram'}}]}");
        (await _machine.RunAsync(words)).Expect(ExitCodes.Usage);
    }

    public void Dispose() => _machine.Dispose();
}
