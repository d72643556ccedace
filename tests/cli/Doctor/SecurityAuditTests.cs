using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Cli.Tests.Support;

namespace Moltbot.Cli.Tests.Doctor;

public sealed class SecurityAuditTests : IAsyncDisposable
{
    private readonly Machine _machine = new();
    private FakeGateway? _gateway;

    public SecurityAuditTests() => _machine.Variables["MOLTBOT_GATEWAY_PORT"] = "1";

    [Fact]
    public async Task TheShapeIsTheOriginals()
    {
        _machine.Write("moltbot.json", "{gateway: {auth: {token: '0123456789abcdefghijklmnopqrstuv'}}, logging: {redactSensitive: 'off'}}");
        var run = (await _machine.RunAsync("security audit --json")).Expect(ExitCodes.Ok);

        run.Json.AsObject().Select(static each => each.Key).ShouldBe(["ts", "summary", "findings"]);
        ((long)run.Json["ts"]!).ShouldBe(_machine.Time.GetUtcNow().ToUnixTimeMilliseconds());
        run.Json["summary"]!.ToJsonString().ShouldBe("""{"critical":0,"warn":2,"info":2}""");
        Said(run).ShouldBe(["summary.attack_surface info", "gateway.trusted_proxies_missing warn", "logging.redact_off warn", "installation.start_unknown info"]);
        foreach (var finding in run.Json["findings"]!.AsArray())
        {
            finding!.AsObject().Select(static each => each.Key).Except(["remediation"]).ShouldBe(["checkId", "severity", "title", "detail"]);
            (finding["remediation"] is not null || (string)finding["severity"]! == "info").ShouldBeTrue(finding.ToJsonString());
        }
    }

    [Fact]
    public async Task TheWorstComesFirstForPeople()
    {
        _machine.Write("moltbot.json", "{gateway: {auth: {token: 'password'}}, logging: {redactSensitive: 'off'}}");
        var run = (await _machine.RunAsync("security audit")).Expect(ExitCodes.Failed);

        run.Out.ShouldStartWith("critical  The gateway token can be guessed  (gateway.secret_guessable)\n");
        run.Out.ShouldContain("warning   Secrets are not taken out of what tools say  (logging.redact_off)\n");
        run.Out.ShouldContain("          -> moltbot config set logging.redactSensitive tools\n");
        run.Out.ShouldEndWith("1 critical, 2 warnings, 2 for information");
        run.Out.ShouldNotContain("gateway.token_too_short");
        run.Error.ShouldContain("the gateway was not asked: nothing answers at ws://127.0.0.1:1");
    }

    [Fact]
    public async Task AnInvalidConfigurationIsCritical()
    {
        _machine.Write("moltbot.json", "{gateway: {nonsense: 1}}", 0b110_000_100);
        var run = (await _machine.RunAsync("security audit --json")).Expect(ExitCodes.Failed);

        Said(run).ShouldBe(["config.invalid critical", "fs.config.perms_world_readable critical"]);
    }

    [Fact]
    public async Task FilesAndFolders()
    {
        _machine.Write("part.json5", "{logging: {redactSensitive: 'tools'}}", 0b110_100_000);
        _machine.Write("moltbot.json", "{$include: './part.json5'}", 0b110_110_000);
        _machine.Write("moltbot.db", "", 0b110_100_100);
        _machine.Write("master.key", "", 0b110_000_000);
        _machine.Write("operator-token", "", 0b110_010_000);
        Directory.CreateDirectory(_machine.File("credentials"), (UnixFileMode)0b111_101_101);
        Directory.CreateDirectory(_machine.File("agents/main/agent"), (UnixFileMode)0b111_000_000);
        Directory.CreateDirectory(_machine.File("logs"), (UnixFileMode)0b111_000_000);
        _machine.Write("credentials/telegram-allowFrom.json", "{}");
        _machine.Write("agents/main/agent/auth-profiles.json", "{}", 0b110_000_100);
        _machine.Write("logs/default.log", "", 0b110_100_100);
        File.SetUnixFileMode(_machine.State, (UnixFileMode)0b111_111_000);
        var run = await _machine.RunAsync("security audit --json");

        Said(run).Where(static each => each.StartsWith("fs.", StringComparison.Ordinal) || each.StartsWith("state.", StringComparison.Ordinal)).ShouldBe(
        [
            "fs.state_dir.perms_group_writable warn",
            "fs.config.perms_writable critical",
            "fs.config_include.perms_group_readable warn",
            "fs.credentials_dir.perms_readable warn",
            "fs.auth_profiles.perms_readable warn",
            "fs.sessions_store.perms_readable warn",
            "fs.log_file.perms_readable warn",
            "fs.secrets.perms_writable critical",
            "state.unsealed_files warn",
            "state.master_key_beside_data info",
        ]);
    }

    [Fact]
    public async Task LinksAreToldAndLookedThrough()
    {
        var elsewhere = Path.Combine(_machine.Home, "elsewhere.json");
        await File.WriteAllTextAsync(elsewhere, "{}");
        File.SetUnixFileMode(elsewhere, (UnixFileMode)0b110_000_000);
        File.CreateSymbolicLink(_machine.File("moltbot.json"), elsewhere);

        Said(await _machine.RunAsync("security audit --json")).Where(static each => each.StartsWith("fs.", StringComparison.Ordinal)).ShouldBe(["fs.config.symlink warn"]);

        File.SetUnixFileMode(elsewhere, (UnixFileMode)0b110_000_100);
        Said(await _machine.RunAsync("security audit --json")).ShouldContain("fs.config.perms_world_readable critical");
    }

    [Fact]
    public async Task TheDocumentIsTheGatewaysOwn()
    {
        await StartAsync();
        const string document = """{"hooks":{"enabled":true,"token":"__MOLTBOT_REDACTED__","path":"/"},"channels":{"telegram":{"botToken":"__MOLTBOT_REDACTED__"}}}""";
        _gateway!.On(
            "config.get",
            $$"""{"path":"tenant:default","exists":true,"raw":null,"parsed":{{document}},"valid":true,"config":{{document}},"issues":[],"warnings":[],"legacyIssues":[]}""");
        _gateway.On("moltbot.pairing.list", """{"accounts":[{"channel":"telegram","accountId":"default","pending":[],"approved":["7","8"]}]}""");

        var run = (await _machine.RunAsync("security audit --json")).Expect(ExitCodes.Failed);

        Said(run).ShouldContain("hooks.path_root critical");
        Said(run).ShouldContain("channels.telegram.dm.scope_main_multiuser warn");
        Said(run).ShouldNotContain("hooks.token_too_short warn", "a masked secret has no length");
        run.Error.ShouldBeEmpty();
        run.Out.ShouldNotContain(FakeGateway.SharedToken);
    }

    [Fact]
    public async Task AGatewayThatWasNamedIsTheOneToJudge()
    {
        var run = await _machine.RunAsync("security audit --url ws://127.0.0.1:1 --token x");

        run.ExitCode.ShouldBe(ExitCodes.Unreachable);
        run.Out.ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }

        _machine.Dispose();
    }

    private async Task StartAsync()
    {
        _gateway = await FakeGateway.StartAsync();
        _machine.Variables.Remove("MOLTBOT_GATEWAY_PORT");
        _machine.With(_gateway);
    }

    private static IReadOnlyList<string> Said(CliResult run) =>
        [.. run.Json["findings"]!.AsArray().Select(static finding => $"{finding!["checkId"]} {finding["severity"]}")];
}
