using Moltbot.Cli.Tests.Support;

namespace Moltbot.Cli.Tests.Commands;

/// <summary>Sandboxes as people see them, and that nobody throws one away by a slip.</summary>
public sealed class SandboxTests : IAsyncLifetime
{
    private const string Listed = """
        {"sandboxes":[
          {"key":"agent:main","agentId":"main","sessionKey":"agent:main:main","nodeId":"r1","createdAtMs":1767182400000,"lastUsedAtMs":1767268740000,"idleMinutes":1440,"maxAgeMinutes":0,"bytes":3145728,"moreBytes":false,"use":"call"},
          {"key":"shared","agentId":"a\u001b[31m","sessionKey":"agent:a:main","nodeId":"r1","createdAtMs":1767268680000,"lastUsedAtMs":1767268680000,"idleMinutes":0,"maxAgeMinutes":0,"bytes":5000,"moreBytes":true,"use":"program"},
          {"key":"agent:b","agentId":"b","sessionKey":"agent:b:main","nodeId":"r1","createdAtMs":1767268680000,"lastUsedAtMs":1767268680000,"idleMinutes":0,"maxAgeMinutes":0,"moreBytes":false,"use":"none"}],
         "runners":[{"nodeId":"r1","more":true},{"nodeId":"r2","more":false,"problem":"it did not answer in time"}]}
        """;

    private const string Removed = """
        {"sandboxes":[{"key":"agent:main","agentId":"main","sessionKey":"agent:main:main","nodeId":"r1","createdAtMs":1,"lastUsedAtMs":1,"idleMinutes":0,"maxAgeMinutes":0,"moreBytes":false,"use":"program","outcome":"removed"}],
         "runners":[{"nodeId":"r1","more":false}]}
        """;

    private readonly Machine _machine = new();
    private FakeGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await FakeGateway.StartAsync();
        _machine.With(_gateway);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _machine.Dispose();
    }

    [Fact]
    public async Task TheyAreListedWithWhatGoesOnInThem()
    {
        _gateway.On("moltbot.sandbox.list", Listed);

        var run = (await _machine.RunAsync("sandbox list --agent main")).Expect(ExitCodes.Ok);

        run.Out.ShouldBe("""
            SANDBOX     AGENT   LAST SESSION     MADE    LAST USED  SIZE     IN USE        RUNNER
            agent:main  main    agent:main:main  1d ago  1m ago     3 MiB    by a call     r1
            shared      a�[31m  agent:a:main     2m ago  2m ago     > 5 KiB  by a program  r1
            agent:b     b       agent:b:main     2m ago  2m ago     ?        no            r1
            """);
        run.Error.ShouldBe("the runner r1 has more than these\nthe runner r2 says nothing: it did not answer in time");
        _gateway.Calls.ShouldHaveSingleItem().Params.ToJsonString().ShouldBe("""{"agentId":"main"}""");
    }

    [Fact]
    public async Task ASessionIsExplained()
    {
        _gateway.On("moltbot.sandbox.explain", """
            {"agentId":"main","sessionKey":"agent:main:main","sandboxed":true,"reason":"every session of the agent is: the mode is all","sandboxKey":"agent:main","runner":false,
             "settings":[{"name":"mode","value":"all","key":"agents.defaults.sandbox.mode"},{"name":"scope","value":"agent"}],
             "sees":[{"path":"/workspace","what":"the sandbox's own folder","writable":true},{"path":"/agent","what":"the agent's workspace","writable":false}],"allow":["read","exec"],"deny":["cron"]}
            """);

        (await _machine.RunAsync("sandbox explain --session main --agent main")).Expect(ExitCodes.Ok).Out.ShouldBe("""
            agent:main:main: sandboxed: every session of the agent is: the mode is all
            Agent    main
            Sandbox  agent:main
            Runner   none connected that gateway.nodes.allowCommands lets run tools (tools.run)
            Allow    read, exec
            Deny     cron

            SETTING  VALUE  KEY
            mode     all    agents.defaults.sandbox.mode
            scope    agent  (not set)

            FOLDER      WHAT                      TO
            /workspace  the sandbox's own folder  write
            /agent      the agent's workspace     read
            """);
        _gateway.Calls.ShouldHaveSingleItem().Params.ToJsonString().ShouldBe("""{"sessionKey":"main","agentId":"main"}""");
    }

    [Theory]
    [InlineData("y\n", true)]
    [InlineData("YES\n", true)]
    [InlineData("n\n", false)]
    [InlineData("\n", false)]
    [InlineData("", false)]
    [InlineData("yess\n", false)]
    public async Task WhoSitsThereIsShownWhatIsLostAndAsked(string said, bool isDone)
    {
        (_machine.IsAttended, _machine.In) = (true, said);
        _gateway.On("moltbot.sandbox.list", Listed);
        _gateway.On("moltbot.sandbox.recreate", Removed);

        var run = (await _machine.RunAsync("sandbox recreate --session main")).Expect(isDone ? ExitCodes.Ok : ExitCodes.Failed);

        run.Out.ShouldContain("agent:main  main    agent:main:main  1d ago  1m ago     3 MiB    by a call     r1");
        run.Out.ShouldEndWith(isDone ? "Their files go for good. Go on? [y/N] removed: agent:main, and what went on in it has ended" : "Their files go for good. Go on? [y/N] nothing was thrown away");
        _gateway.Calls.Select(static call => $"{call.Method} {call.Params.ToJsonString()}").ShouldBe(
            ["""moltbot.sandbox.list {"sessionKey":"main"}""", .. isDone ? ["""moltbot.sandbox.recreate {"sessionKey":"main"}"""] : Array.Empty<string>()]);
    }

    [Theory]
    [InlineData("--all", """{"all":true,"force":true}""")]
    [InlineData("--agent main", """{"agentId":"main","force":true}""")]
    [InlineData("--key shared", """{"key":"shared","force":true}""")]
    public async Task WithForceNobodyIsAsked(string which, string sent)
    {
        _gateway.On("moltbot.sandbox.recreate", Removed);

        (await _machine.RunAsync($"sandbox recreate {which} --force")).Expect(ExitCodes.Ok).Out.ShouldBe("removed: agent:main, and what went on in it has ended");

        _gateway.Calls.ShouldHaveSingleItem().Params.ToJsonString().ShouldBe(sent);
    }

    [Theory]
    [InlineData("sandbox recreate --all", "--force")]
    [InlineData("sandbox recreate --all --json", "--force")]
    [InlineData("sandbox recreate --force", "one of --all, --session KEY, --agent ID and --key KEY")]
    [InlineData("sandbox recreate --all --agent main --force", "one of --all, --session KEY, --agent ID and --key KEY")]
    public async Task WhereNobodyCanBeAskedAndWhereItIsNotClearNothingHappens(string words, string hint)
    {
        (await _machine.RunAsync(words)).Expect(ExitCodes.Usage).Error.ShouldContain(hint);

        _gateway.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task WhatStaysIsSaidWithWhy()
    {
        _gateway.On("moltbot.sandbox.recreate", """
            {"sandboxes":[
              {"key":"agent:a","agentId":"a","sessionKey":"s","nodeId":"r1","createdAtMs":1,"lastUsedAtMs":1,"idleMinutes":0,"maxAgeMinutes":0,"moreBytes":false,"use":"call","outcome":"inUse"},
              {"key":"agent:b","agentId":"b","sessionKey":"s","nodeId":"r1","createdAtMs":1,"lastUsedAtMs":1,"idleMinutes":0,"maxAgeMinutes":0,"moreBytes":false,"use":"none","outcome":"failed"}],
             "runners":[{"nodeId":"r1","more":false}]}
            """);

        (await _machine.RunAsync("sandbox recreate --all --force")).Expect(ExitCodes.Failed).Out.ShouldBe("""
            not removed: agent:a: a call is being made in it; try again, or say --force to cancel the call
            not removed: agent:b: its folder cannot be taken away; the log of the runner r1 may say why
            """);
    }

    [Fact]
    public async Task WithoutARunnerThatIsSaid()
    {
        _gateway.On("moltbot.sandbox.list", """{"sandboxes":[],"runners":[]}""");

        var run = (await _machine.RunAsync("sandbox list")).Expect(ExitCodes.Ok);

        run.Out.ShouldBe("no sandboxes");
        run.Error.ShouldContain("no runner is connected");
    }
}
