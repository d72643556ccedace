using Moltbot.Cli.Tests.Support;

namespace Moltbot.Cli.Tests.Commands;

/// <summary>What people see, command by command.</summary>
public sealed class TableTests : IAsyncDisposable
{
    private readonly Machine _machine = new();
    private FakeGateway? _gateway;

    [Fact]
    public async Task Status()
    {
        var run = await RunAsync("status", ("health", Payloads.Health), ("status", Payloads.Status), ("system-presence", Payloads.Presence), ("channels.status", Payloads.Channels));
        run.Out.ShouldBe($"""
            Gateway    {_gateway!.Url}  version 2026.11.21  up 2h
            Signed in  by the token from {_machine.File("gateway-token")}
            Agents     main (default)
            Model      gpt-x
            Sessions   3
            Present    box, laptop

            CHANNEL   ACCOUNT            STATE      DMS      LAST IN  LAST OUT  PROBLEM
            Telegram  default            connected  pairing  5s ago   -         -
            Telegram  work (Office�[2J)  stopped    -        -        -         409 Conflict; 1 refused; 2 with an unknown outcome

            SESSION          KIND    MODEL  TOKENS  UPDATED
            agent:main:main  direct  gpt-x  1200    3m ago
            """);
    }

    [Theory]
    [InlineData("health")]
    [InlineData("gateway health")]
    public async Task Health(string words) => (await RunAsync(words, ("health", Payloads.Health))).Out.ShouldBe("""
        Gateway    ok, answered in 12ms
        Agents     main (default)
        Sessions   3
        Heartbeat  every 30m
        Telegram: configured, probed
        """);

    [Fact]
    public async Task GatewayStatus() => (await RunAsync("gateway status", ("status", Payloads.Status))).Out.ShouldBe($"""
        Gateway    {_gateway!.Url}
        Found by   {_machine.File("gateway.json")}
        Signed in  by the token from {_machine.File("gateway-token")}
        Version    2026.11.21
        Protocol   3
        Up         2h
        Host       box
        Sessions   3
        Channels   Telegram: configured
        """);

    [Fact]
    public async Task Sessions() => (await RunAsync("sessions", ("sessions.list", Payloads.Sessions))).Out.ShouldBe("""
        SESSION                         KIND    NAME    MODEL  TOKENS  UPDATED
        agent:main:main                 direct  -       gpt-y  1200    3m ago
        agent:main:telegram:group:-100  group   family  gpt-x  -       1d ago
        """);

    [Fact]
    public async Task Models() => (await RunAsync("models", ("models.list", Payloads.Models))).Out.ShouldBe("""
        MODEL         NAME   CONTEXT  REASONING  INPUT
        openai/gpt-x  GPT X  200000   yes        text, image
        local/tiny    Tiny   -        no         -
        """);

    [Fact]
    public async Task PairingList()
    {
        var run = await RunAsync("pairing list", ("moltbot.pairing.list", Payloads.Pairing));
        run.Out.ShouldBe("""
            CHANNEL   ACCOUNT  CODE      SENDER  NAME        ASKED
            telegram  default  ABCD2345  4711    Ann (@ann)  1m ago
            let in on telegram (default): 99
            """);
        run.Error.ShouldBe("let one in with: moltbot pairing approve telegram ABCD2345");
    }

    [Fact]
    public async Task PairingApprove()
    {
        var run = await RunAsync("pairing approve telegram ABCD2345 --account work", ("moltbot.pairing.approve", """{"ok":true,"channel":"telegram","accountId":"work","senderId":"4711","name":"Ann"}"""));
        run.Out.ShouldBe("let in: 4711 (Ann) on telegram (work)");
        _gateway!.Calls.ShouldHaveSingleItem().Params.ToJsonString().ShouldBe("""{"channel":"telegram","accountId":"work","code":"ABCD2345"}""");
    }

    [Fact]
    public async Task PairingRevoke()
    {
        var run = await RunAsync("pairing revoke telegram 4711", ("moltbot.pairing.revoke", """{"ok":true,"channel":"telegram","accountId":"default","senderId":"4711"}"""));
        run.Out.ShouldBe("no longer let in: 4711 on telegram (default)");
        run.Error.ShouldBe("who stands in channels.telegram.allowFrom is let in all the same");
        _gateway!.Calls.ShouldHaveSingleItem().Params.ToJsonString().ShouldBe("""{"channel":"telegram","senderId":"4711"}""");
    }

    [Fact]
    public async Task DevicesList()
    {
        var run = await RunAsync("devices list", ("device.pair.list", Payloads.Devices));
        run.Out.ShouldBe("""
            REQUEST  DEVICE            NAME   ROLE  SCOPES  FROM      ASKED
            r-1      aaaaaaaaaaaaaaaa  Phone  node  -       10.0.0.7  1m ago

            DEVICE            NAME  PLATFORM  ROLES     SCOPES          TOKENS                    PAIRED
            bbbbbbbbbbbbbbbb  cli   linux     operator  operator.admin  operator, node (revoked)  1d ago
            """);
        run.Error.ShouldBe("let one in with: moltbot devices approve r-1");
    }

    [Fact]
    public async Task ChannelsStatusProbes()
    {
        var run = await RunAsync("channels status --probe", ("channels.status", Payloads.Channels));
        run.Out.ShouldStartWith("CHANNEL   ACCOUNT");
        _gateway!.Calls.ShouldHaveSingleItem().Params.ToJsonString().ShouldBe("""{"probe":true,"timeoutMs":10000}""");
    }

    [Fact]
    public async Task AuditTail()
    {
        var run = await RunAsync("audit tail -n 5", ("moltbot.audit.tail", Payloads.Audit));
        run.Out.ShouldBe("""
            #  TIME                  WHO       WHAT             ON                     DETAILS
            1  2026-01-01 11:59:00Z  device:b  config.write     default                {"keys":["gateway.port"]}
            2  2026-01-01 11:59:01Z  device:b  pairing.approve  telegram/default/4711  -
            """);
        _gateway!.Calls.ShouldHaveSingleItem().Params.ToJsonString().ShouldBe("""{"limit":5}""");
    }

    [Fact]
    public async Task AuditVerify()
    {
        (await RunAsync("audit verify", ("moltbot.audit.verify", """{"ok":true,"records":2,"headHash":"abcd"}"""))).Out.ShouldStartWith("the chain holds: 2 records");
        _gateway!.On("moltbot.audit.verify", """{"ok":false,"records":2,"brokenAt":2,"problem":"altered"}""");
        (await _machine.RunAsync("audit verify")).Expect(ExitCodes.Failed).Out.ShouldBe("the chain is BROKEN at record 2: altered");
    }

    [Fact]
    public async Task LogsCannotMoveTheCursor() =>
        (await RunAsync("logs", ("logs.tail", """{"file":"f","cursor":20,"size":20,"lines":["one","two \u001b]0;pwned\u0007"]}"""))).Out.ShouldBe("one\ntwo �]0;pwned�");

    [Fact]
    public async Task EmptyListsSayWhatToDo()
    {
        (await RunAsync("models", ("models.list", """{"models":[]}"""))).Out.ShouldContain("models.providers");
        _gateway!.On("channels.status", """{"ts":1,"channelOrder":[],"channelLabels":{},"channels":{},"channelAccounts":{},"channelDefaultAccountId":{}}""");
        (await _machine.RunAsync("channels status")).Expect(0).Out.ShouldContain("channels.telegram.botToken");
    }

    [Fact]
    public async Task HelpAndVersionNeedNoGateway()
    {
        (await _machine.RunAsync("version")).Expect(0).Out.ShouldStartWith("moltbot 20");
        (await _machine.RunAsync("help pairing approve")).Expect(0).Out.ShouldContain("moltbot pairing approve <channel> <code>");
        (await _machine.RunAsync("help nonsense")).Expect(ExitCodes.Usage);
    }

    [Fact]
    public async Task NarrowTerminalsWrapAndMayHaveNoColours()
    {
        _machine.IsTerminal = true;
        _machine.Variables["NO_COLOR"] = "1";
        (await RunAsync("sessions", ("sessions.list", Payloads.Sessions))).Out.ShouldNotContain("\u001b");
        _machine.Variables.Remove("NO_COLOR");
        (await _machine.RunAsync("sessions")).Expect(0).Out.ShouldContain("\u001b[1m");
    }

    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }

        _machine.Dispose();
    }

    private async Task<CliResult> RunAsync(string words, params (string Method, string Answer)[] answers)
    {
        _gateway ??= await FakeGateway.StartAsync();
        foreach (var (method, answer) in answers)
        {
            _gateway.On(method, answer);
        }

        return (await _machine.With(_gateway).RunAsync(words)).Expect(ExitCodes.Ok);
    }
}
