using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Cli.Doctor.Fixes;
using Moltbot.Cli.Tests.Support;
using Moltbot.Policy.Configuration.Json5;

namespace Moltbot.Cli.Tests.Doctor;

/// <summary><c>security audit --fix</c>: what can be shut without asking, and nothing else.</summary>
public sealed class SecurityFixTests : IAsyncDisposable
{
    private readonly Machine _machine = new();
    private FakeGateway? _gateway;

    public SecurityFixTests() => _machine.Variables["MOLTBOT_GATEWAY_PORT"] = "1";

    [Fact]
    public async Task WhatItShuts()
    {
        File.SetUnixFileMode(_machine.State, (UnixFileMode)0b111_101_101);
        _machine.Write("gateway-token", "0123456789abcdefghijklmnopqrstuv", 0b110_100_100);
        _machine.Write("moltbot.json", "{logging: {redactSensitive: 'off'}, channels: {telegram: {botToken: '1:a', groupPolicy: 'open', accounts: {b: {botToken: '2:b', groupPolicy: 'open'}}}}}", 0b110_110_100);
        var run = await _machine.RunAsync("security audit --fix --json");

        var fix = run.Json["fix"]!;
        ((bool)fix["ok"]!, (bool)fix["configWritten"]!).ShouldBe((true, true));
        fix["changes"]!.AsArray().Select(static each => (string)each!).ShouldBe(
        [
            "logging.redactSensitive off -> tools", "channels.telegram.groupPolicy open -> allowlist", "channels.telegram.accounts.b.groupPolicy open -> allowlist",
        ]);
        fix["actions"]!.AsArray().Where(static each => (bool)each!["ok"]!).Select(static each => Path.GetFileName((string)each!["path"]!)).ShouldBe([".moltbot", "moltbot.json", "gateway-token"]);
        ModeOf(_machine.State).ShouldBe("700");
        ModeOf(_machine.File("moltbot.json")).ShouldBe("600");
        ModeOf(_machine.File("gateway-token")).ShouldBe("600");
        var written = Json5Parser.Parse(await File.ReadAllTextAsync(_machine.File("moltbot.json")))!;
        ((string)written["logging"]!["redactSensitive"]!).ShouldBe("tools");
        ((string)written["channels"]!["telegram"]!["groupPolicy"]!).ShouldBe("allowlist");
        ((string)written["channels"]!["telegram"]!["accounts"]!["b"]!["groupPolicy"]!).ShouldBe("allowlist");
        ((string)written["channels"]!["telegram"]!["botToken"]!).ShouldBe("1:a", "everything else stays");
        (await File.ReadAllTextAsync(_machine.File("moltbot.json.bak"))).ShouldContain("redactSensitive: 'off'");

        // What is audited is what is left.
        var left = run.Json["report"]!["findings"]!.AsArray().Select(static each => (string)each!["checkId"]!).ToList();
        left.ShouldNotContain("logging.redact_off");
        left.ShouldNotContain("channels.telegram.groups.open");
        left.ShouldAllBe(static id => !id.StartsWith("fs.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EachChangeIsTold()
    {
        _machine.Write("moltbot.json", "{logging: {redactSensitive: 'off'}}", 0b110_100_100);
        var run = await _machine.RunAsync("security audit --fix");

        run.Out.ShouldStartWith($"changed   logging.redactSensitive off -> tools in {_machine.File("moltbot.json")}\nchanged   {_machine.File("moltbot.json")} to mode 600\n\n");
    }

    [Fact]
    public async Task NothingToChangeChangesNothing()
    {
        const string text = "{ logging: { redactSensitive: 'tools' } } // a remark that stays";
        _machine.Write("moltbot.json", text);
        _machine.Write("gateway-token", "0123456789abcdefghijklmnopqrstuv", 0b100_000_000);
        var run = (await _machine.RunAsync("security audit --fix --json")).Expect(ExitCodes.Ok);

        ((bool)run.Json["fix"]!["configWritten"]!).ShouldBeFalse();
        run.Json["fix"]!["actions"]!.AsArray().ShouldAllBe(static each => (string)each!["skipped"]! == "already");
        (await File.ReadAllTextAsync(_machine.File("moltbot.json"))).ShouldBe(text);
        File.Exists(_machine.File("moltbot.json.bak")).ShouldBeFalse();
        ModeOf(_machine.File("gateway-token")).ShouldBe("400", "rights are only taken away");
    }

    [Fact]
    public async Task WhatStandsElsewhereStays()
    {
        _machine.Write("part.json5", "{logging: {redactSensitive: 'off'}}");
        _machine.Variables["POLICY"] = "open";
        const string text = "{$include: './part.json5', channels: {telegram: {botToken: '1:a', groupPolicy: '${POLICY}'}}}";
        _machine.Write("moltbot.json", text);
        var run = (await _machine.RunAsync("security audit --fix --json")).Expect(ExitCodes.Failed);

        run.Json["fix"]!["changes"]!.AsArray().ShouldBeEmpty();
        (await File.ReadAllTextAsync(_machine.File("moltbot.json"))).ShouldBe(text);
        run.Json["report"]!["findings"]!.AsArray().Select(static each => (string)each!["checkId"]!).ShouldContain("channels.telegram.groups.open");
    }

    [Fact]
    public async Task AnInvalidConfigurationStaysAsItIs()
    {
        const string text = "{nonsense: 1, logging: {redactSensitive: 'off'}}";
        _machine.Write("moltbot.json", text, 0b110_100_000);
        var run = (await _machine.RunAsync("security audit --fix --json")).Expect(ExitCodes.Failed);

        ((bool)run.Json["fix"]!["ok"]!).ShouldBeFalse();
        run.Json["fix"]!["errors"]!.ToJsonString().ShouldContain("is invalid, and stays as it is");
        (await File.ReadAllTextAsync(_machine.File("moltbot.json"))).ShouldBe(text);
        ModeOf(_machine.File("moltbot.json")).ShouldBe("600");
    }

    [Fact]
    public async Task ALinkIsNotFollowed()
    {
        var elsewhere = Path.Combine(_machine.Home, "elsewhere.json");
        await File.WriteAllTextAsync(elsewhere, "{}");
        File.SetUnixFileMode(elsewhere, (UnixFileMode)0b110_100_100);
        File.CreateSymbolicLink(_machine.File("moltbot.json"), elsewhere);
        var run = await _machine.RunAsync("security audit --fix --json");

        ModeOf(elsewhere).ShouldBe("644");
        run.Json["fix"]!["actions"]!.AsArray().Single(each => (string)each!["path"]! == _machine.File("moltbot.json"))!["skipped"]!.ToString().ShouldBe("symlink");
        run.Json["report"]!["findings"]!.AsArray().Select(static each => (string)each!["checkId"]!).ShouldContain("fs.config.perms_world_readable");
    }

    [Fact]
    public async Task TheGatewayChangesItsOwnDocument()
    {
        _gateway = await FakeGateway.StartAsync();
        _machine.Variables.Remove("MOLTBOT_GATEWAY_PORT");
        _machine.With(_gateway);
        const string document = """{"channels":{"telegram":{"botToken":"__MOLTBOT_REDACTED__","groupPolicy":"open"}}}""";
        _gateway.On("config.get", $$"""{"path":"tenant:default","exists":true,"raw":null,"hash":"h1","parsed":{{document}},"valid":true,"config":{{document}},"issues":[],"warnings":[],"legacyIssues":[]}""");
        _gateway.On("config.patch", """{"ok":true,"path":"tenant:default","config":{}}""");
        var run = await _machine.RunAsync("security audit --fix --json");

        var sent = _gateway.Calls.Single(static call => call.Method == "config.patch").Params;
        ((string)sent["baseHash"]!).ShouldBe("h1");
        ((string)sent["raw"]!).ShouldBe("""{"channels":{"telegram":{"groupPolicy":"allowlist"}}}""");
        ((string)run.Json["fix"]!["configPath"]!).ShouldBe("tenant:default");
    }

    [Fact]
    public async Task AGatewayThatRefusesIsTold()
    {
        _gateway = await FakeGateway.StartAsync();
        _machine.Variables.Remove("MOLTBOT_GATEWAY_PORT");
        _machine.With(_gateway);
        const string document = """{"logging":{"redactSensitive":"off"}}""";
        _gateway.On("config.get", $$"""{"path":"tenant:default","exists":true,"raw":null,"hash":"h1","parsed":{{document}},"valid":true,"config":{{document}},"issues":[],"warnings":[],"legacyIssues":[]}""");
        _gateway.Refuse("config.patch", "INVALID_REQUEST", "config changed since last load; re-run config.get and retry");
        var run = (await _machine.RunAsync("security audit --fix --json")).Expect(ExitCodes.Failed);

        run.Json["fix"]!["changes"]!.AsArray().ShouldBeEmpty();
        run.Json["fix"]!["errors"]!.ToJsonString().ShouldContain("config changed since last load");
    }

    [Fact]
    public void WhoWasLetInOnWhatsAppMayGoOnWriting()
    {
        var written = JsonNode.Parse("""{"channels":{"whatsapp":{"groupPolicy":"open","accounts":{"b":{"groupPolicy":"open","allowFrom":["+1"]}}},"weird":{"groupPolicy":"open"},"defaults":{"groupPolicy":"open"}}}""");
        var approved = new Dictionary<(string, string), IReadOnlyList<string>> { [("whatsapp", "default")] = ["+4917"], [("whatsapp", "b")] = ["+4918"] };

        var (patch, changes) = ConfigurationFix.Of(written, approved);

        JsonNode.DeepEquals(patch, JsonNode.Parse("""{"channels":{"whatsapp":{"groupPolicy":"allowlist","groupAllowFrom":["+4917"],"accounts":{"b":{"groupPolicy":"allowlist"}}},"defaults":{"groupPolicy":"allowlist"}}}"""))
            .ShouldBeTrue(patch.ToJsonString());
        changes.ShouldContain("channels.whatsapp.groupAllowFrom -> the 1 let in by a code");
    }

    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }

        _machine.Dispose();
    }

    private static string ModeOf(string path) => Convert.ToString((int)File.GetUnixFileMode(path), 8);
}
