using System.Text.Json;
using Moltbot.Cli.Tests.Support;

namespace Moltbot.Cli.Tests.Doctor;

public sealed class DoctorTests : IAsyncDisposable
{
    private readonly Machine _machine = new();
    private FakeGateway? _gateway;

    [Fact]
    public async Task AHealthyInstallation()
    {
        var run = await RunAsync("""
            {models: {providers: {local: {baseUrl: "https://api.example/v1", apiKey: "sk-xxxxxxxxxxxxxxxx", models: []}}},
             agents: {defaults: {model: {primary: "local/tiny"}}},
             channels: {telegram: {botToken: "1:a"}}}
            """, channels: """{"ts":1,"channelOrder":["telegram"],"channelLabels":{},"channels":{},"channelAccounts":{"telegram":[{"accountId":"default","enabled":true,"configured":true,"running":true,"connected":true}]},"channelDefaultAccountId":{}}""");
        run.Expect(ExitCodes.Ok);
        ((bool)run.Json["ok"]!).ShouldBeTrue();
        Severities(run).ShouldAllBe(static each => each.EndsWith(" ok", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{channels: {telegram: {botToken: '1:a', dmPolicy: 'open', allowFrom: ['*']}}}", "channels.telegram.dm.open critical")]
    [InlineData("{channels: {telegram: {botToken: '1:a', dmPolicy: 'allowlist', allowFrom: ['*']}}}", "channels.telegram.dm.open critical")]
    [InlineData("{channels: {telegram: {botToken: '1:a', dmPolicy: 'allowlist'}}}", "channels.telegram.dm.nobody warning")]
    [InlineData("{channels: {telegram: {botToken: '1:a', dmPolicy: 'allowlist', allowFrom: [1]}}}", "channels.telegram.dm ok")]
    [InlineData("{channels: {telegram: {botToken: '1:a', dmPolicy: 'disabled'}}}", "channels.telegram.dm.disabled info")]
    [InlineData("{channels: {telegram: {botToken: '1:a'}}}", "channels.telegram.dm ok")]
    [InlineData("{channels: {telegram: {botToken: '1:a', groupPolicy: 'open'}}}", "channels.telegram.groups.open critical")]
    [InlineData("{channels: {telegram: {botToken: '1:a', allowFrom: ['@ann', 5]}}}", "channels.telegram.allowFrom.name_based_entries warning")]
    [InlineData("{channels: {telegram: {botToken: '1:a', allowFrom: ['@ann'], dangerouslyAllowNameMatching: true}}}", "channels.telegram.names.trusted warning")]
    [InlineData("{channels: {telegram: {botToken: '1:a', allowFrom: [4, 5]}}}", "channels.telegram.dm.scope_main_multiuser warning")]
    [InlineData("{tools: {deny: ['exce']}}", "tools.unmatched_entries warning")]
    [InlineData("{channels: {telegram: {}}}", "channels.telegram.setup critical")]
    [InlineData("{channels: {telegram: {dmPolicy: 'pairing'}}}", "channels.telegram.setup warning")]
    [InlineData("{gateway: {bind: 'lan'}}", "gateway.bind_no_tls warning")]
    [InlineData("{gateway: {bind: 'loopback'}}", "gateway.bind ok")]
    [InlineData("{gateway: {controlUi: {allowInsecureAuth: true}}}", "gateway.control_ui.insecure_auth critical")]
    [InlineData("{gateway: {auth: {token: 'password'}}}", "gateway.secret_guessable critical")]
    [InlineData("{gateway: {auth: {token: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'}}}", "gateway.secret_guessable critical")]
    [InlineData("{gateway: {auth: {token: 'abcdefghijklmnop'}}}", "gateway.token_too_short warning")]
    [InlineData("{gateway: {nonsense: 1}}", "config.invalid critical")]
    [InlineData("{session: {mainKey: 'x'}}", "config.warnings warning")]
    [InlineData("{agents: {defaults: {model: {primary: 'nobody/none'}}}}", "model warning")]
    [InlineData("{}", "model warning")]
    [InlineData("{}", "channels info")]
    public async Task WhatItFinds(string configuration, string finding)
    {
        var run = await RunAsync(configuration);
        Severities(run).ShouldContain(finding, run.Out);
        run.ExitCode.ShouldBe((int)run.Json["critical"]! > 0 ? ExitCodes.Failed : ExitCodes.Ok);
        foreach (var check in run.Json["checks"]!.AsArray())
        {
            // Whatever is not well says what to do.
            ((string)check!["severity"]! is "ok" or "info" || check["fix"] is not null).ShouldBeTrue(check.ToJsonString());
        }
    }

    [Theory]
    [InlineData("{channels: {telegram: {botToken: '1:a', allowFrom: ['@ann']}}}", "channels.telegram.allowFrom.name_based_entries")]
    [InlineData("{channels: {discord: {token: 'a', dm: {allowFrom: ['ann']}, guilds: {'1': {users: ['ben']}}}}}", "channels.discord.allowFrom.name_based_entries")]
    [InlineData("{tools: {elevated: {allowFrom: {telegram: ['@ann']}}}}", "config.warnings")]
    public async Task ANameInAListIsToldOnce(string configuration, string checkId)
    {
        var run = await RunAsync(configuration);
        Severities(run).Where(static each => each.Contains("name_based_entries", StringComparison.Ordinal) || each.StartsWith("config.warnings", StringComparison.Ordinal))
            .ShouldBe([$"{checkId} warning"], run.Out);
    }

    [Fact]
    public async Task FilesThatOthersCanRead()
    {
        File.SetUnixFileMode(_machine.State, (UnixFileMode)0b111_101_101);
        await StartAsync();
        _machine.Write("gateway-token", FakeGateway.SharedToken, 0b110_100_100);
        var run = (await _machine.RunAsync("doctor --json")).Expect(ExitCodes.Failed);
        Severities(run).ShouldContain("fs.state_dir.perms_readable warning");
        Severities(run).ShouldContain("fs.secrets.perms_readable critical");
        run.Out.ShouldContain($"chmod 600 {_machine.File("gateway-token")}");
    }

    [Theory]
    [InlineData("❌ critical  channels.telegram.dmPolicy is open: everybody may write directly", "{channels: {telegram: {botToken: '1:a', dmPolicy: 'open', allowFrom: ['*']}}}")]
    [InlineData("❌ critical  channels.telegram is there but empty", "{channels: {telegram: {}}}")]
    [InlineData("❌ critical  {config}: gateway: ", "{gateway: {nonsense: 1}}")]
    [InlineData("⚠  warning   channels.telegram: the allowlist is empty", "{channels: {telegram: {botToken: '1:a', dmPolicy: 'allowlist'}}}")]
    [InlineData("·  info      no channel is configured", "{}")]
    [InlineData("✅ ok        channels.telegram: strangers get a pairing code", "{channels: {telegram: {botToken: '1:a'}}}")]
    [InlineData("✅ ok        {config} is valid", "{}")]
    public async Task EachLineForPeopleBeginsWithAMark(string line, string configuration)
    {
        await StartAsync();
        _machine.Write("moltbot.json", configuration);
        var run = await _machine.RunAsync("doctor");
        run.Out.Split('\n').ShouldContain(each => each.StartsWith(line.Replace("{config}", _machine.File("moltbot.json"), StringComparison.Ordinal), StringComparison.Ordinal), run.Out);
    }

    [Fact]
    public async Task WhatOnlyTheGatewayKnowsOfItsStart()
    {
        await StartAsync();
        _machine.With(_gateway!, start: """
            "bind":"lan","tls":false,"database":{"kind":"postgres","hosts":["db"],"sslMode":null},"masterKey":{"source":"MOLTBOT_MASTER_KEY","weak":true},"guessableOperatorToken":true
            """);
        _machine.Write("moltbot.json", "{}");
        var run = (await _machine.RunAsync("doctor --json")).Expect(ExitCodes.Failed);
        Severities(run).ShouldContain("gateway.bind_no_tls warning", run.Out);
        Severities(run).ShouldContain("database.no_tls critical");
        Severities(run).ShouldContain("state.master_key_weak critical");
        Severities(run).ShouldContain("installation.operator_token_guessable critical");
        Severities(run).ShouldNotContain("installation.start_unknown info");
    }

    [Fact]
    public async Task TheVariablesHereAreNotTheGateways()
    {
        await StartAsync();
        _machine.Write("moltbot.json", "{}");
        _machine.Variables["MOLTBOT_POSTGRES"] = "Host=db";
        _machine.Variables["MOLTBOT_MASTER_KEY"] = "short";
        var run = await _machine.RunAsync("doctor --json");
        Severities(run).ShouldContain("database.tls ok", run.Out);
        Severities(run).ShouldContain("state.master_key ok");
    }

    [Fact]
    public async Task AGatewayThatDoesNotTellHowItWasStarted()
    {
        await StartAsync();
        _machine.With(_gateway!, start: "");
        _machine.Write("moltbot.json", "{}");
        var run = await _machine.RunAsync("doctor --json");
        Severities(run).ShouldContain("installation.start_unknown info", run.Out);
        Severities(run).ShouldNotContain("gateway.bind ok");
        Severities(run).ShouldNotContain("database.tls ok");
        Severities(run).ShouldNotContain("state.master_key ok");
    }

    [Fact]
    public async Task WhatAGatewayLeftThatRunsNoMoreTellsNothing()
    {
        await StartAsync();
        await _gateway!.DisposeAsync();
        _gateway = null;
        var run = await _machine.RunAsync("doctor --json");
        Severities(run).ShouldContain("installation.start_unknown info", run.Out);
        Severities(run).ShouldNotContain("gateway.bind ok");
    }

    [Fact]
    public async Task AGatewayThatDoesNotRun()
    {
        _machine.Variables["MOLTBOT_GATEWAY_PORT"] = "1";
        var run = (await _machine.RunAsync("doctor")).Expect(ExitCodes.Failed);
        run.Out.ShouldContain("❌ critical  nothing answers at ws://127.0.0.1:1");
        run.Out.ShouldContain("-> start it with: ./moltbot up");
        run.Out.ShouldEndWith("1 critical, 1 warnings");
    }

    [Fact]
    public async Task AGatewayThatGoesByAnotherDocument()
    {
        await StartAsync();
        Configured("tenant:default", """{"agents":{"defaults":{"model":{"primary":"openai/gpt-x"}}},"channels":{"telegram":{"botToken":"***"}}}""");
        var run = await _machine.RunAsync("doctor --json");
        Severities(run).ShouldContain("config.valid ok");
        run.Out.ShouldContain("tenant:default is valid");
        Severities(run).ShouldNotContain("channels info");
        run.Out.ShouldNotContain("no model is chosen");
    }

    [Fact]
    public async Task AChannelInTrouble()
    {
        var run = await RunAsync("{channels: {telegram: {botToken: '1:a'}}}", channels: """
            {"ts":1,"channelOrder":["telegram"],"channelLabels":{},"channels":{},"channelDefaultAccountId":{},"channelAccounts":{"telegram":[
              {"accountId":"default","enabled":true,"configured":true,"running":true,"probe":{"ok":false,"error":"getMe: 401 Unauthorized","failure":"refused"},"lastError":"stopped",
              "outbox":{"queued":0,"failed":0,"unknown":2}}]}}
            """);
        Severities(run).ShouldContain("channels.telegram.state critical");
        run.Out.ShouldContain("getMe: 401 Unauthorized");
        Severities(run).ShouldContain("channels.telegram.outbox warning");
        run.Out.ShouldContain("nobody knows whether 2 sent messages arrived");
    }

    [Theory]
    [InlineData("refused", "the platform refuses the credential: X")]
    [InlineData("unreachable", "the platform is not reached, so nothing is known of the credential: X")]
    [InlineData("unexpected", "what the platform answers says nothing of the credential: X")]
    [InlineData("unusable", "telegram (default) cannot run as it is configured: X")]
    [InlineData("of another year", "what the platform answers says nothing of the credential: X")]
    public async Task ACredentialIsRefusedWhereThePlatformSaidSo(string failure, string told)
    {
        var run = await RunAsync("{channels: {telegram: {botToken: '1:a'}}}", channels: $$$"""
            {"ts":1,"channelOrder":["telegram"],"channelLabels":{},"channels":{},"channelDefaultAccountId":{},"channelAccounts":{"telegram":[
              {"accountId":"default","enabled":true,"configured":true,"running":true,"probe":{"ok":false,"error":"X","failure":"{{{failure}}}"}}]}}
            """);
        Severities(run).ShouldContain("channels.telegram.state critical");
        run.Out.ShouldContain(told);
    }

    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }

        _machine.Dispose();
    }

    private async Task StartAsync(string? channels = null)
    {
        _gateway = await FakeGateway.StartAsync();
        _gateway.On("models.list", Payloads.Models).On(
            "channels.status", channels ?? """{"ts":1,"channelOrder":[],"channelLabels":{},"channels":{},"channelAccounts":{},"channelDefaultAccountId":{}}""");
        Configured(_machine.File("moltbot.json"), "{}");
        _machine.With(_gateway);
    }

    private void Configured(string path, string document) => _gateway!.On(
        "config.get",
        $$"""{"path":{{JsonSerializer.Serialize(path)}},"exists":true,"raw":null,"parsed":{{document}},"valid":true,"config":{{document}},"issues":[],"warnings":[],"legacyIssues":[]}""");

    private async Task<CliResult> RunAsync(string configuration, string? channels = null)
    {
        await StartAsync(channels);
        _machine.Write("moltbot.json", configuration);
        return await _machine.RunAsync("doctor --json");
    }

    private static IReadOnlyList<string> Severities(CliResult run) =>
        [.. run.Json["checks"]!.AsArray().Select(static check => $"{check!["id"]} {check["severity"]}")];
}
