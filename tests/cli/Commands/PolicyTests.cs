using Moltbot.Cli.Tests.Support;

namespace Moltbot.Cli.Tests.Commands;

/// <summary>Why a tool or a sender is allowed, as people read it.</summary>
public sealed class PolicyTests : IAsyncLifetime
{
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
    public async Task ARefusalIsToldWithWhatWouldLiftIt()
    {
        _gateway.On("moltbot.policy.explain", """
            {"tool":"exec","known":true,"allowed":false,"refusedBy":"global","agentId":"main","sessionKey":"agent:main:telegram:group:-100","sandboxed":true,
             "provider":"openai","model":"gpt-x","lines":[
              {"rule":"profile","says":"nothing","reason":"no profile restricts anything","key":"tools.profile"},
              {"rule":"global","says":"refuses","reason":"exec in tools.deny denies it","key":"tools.deny","entry":"exec","change":{"do":"remove","key":"tools.deny","value":"exec"}},
              {"rule":"agent","says":"allows","reason":"* in agents.list[main].tools.allow allows it","change":{"do":"add","key":"agents.list[main].tools.deny","value":"exec"}},
              {"rule":"group","says":"refuses","reason":"channels.telegram.groups.-100.tools.allow does not name it","change":{"do":"add","key":"channels.telegram.groups.-100.tools.allow","value":"exec"}}]}
            """);

        var run = (await _machine.RunAsync(
            "policy explain bash --agent main --session agent:main:telegram:group:-100 --spawned-by agent:main:main --model openai/gpt-x --channel telegram "
                + "--account default --group -100 --space g --group-name family --sender 7 --username ann --name Ann --phone +1555")).Expect(ExitCodes.Ok);

        run.Out.ShouldBe("""
            exec: refused (global)
            Agent    main
            Session  agent:main:telegram:group:-100 (sandboxed)
            Model    openai/gpt-x

            RULE     SAYS     WHY
            profile  -        no profile restricts anything
            global   refuses  exec in tools.deny denies it
            agent    allows   * in agents.list[main].tools.allow allows it
            group    refuses  channels.telegram.groups.-100.tools.allow does not name it

            to allow it:
              remove exec from tools.deny
              add exec to channels.telegram.groups.-100.tools.allow
            """);
        _gateway.Calls.ShouldHaveSingleItem().Params.ToJsonString().ShouldBe(
            """{"tool":"bash","agentId":"main","sessionKey":"agent:main:telegram:group:-100","spawnedBy":"agent:main:main","model":"openai/gpt-x","channel":"telegram","accountId":"default","groupId":"-100","groupSpace":"g","groupChannel":"family","senderId":"7","senderUsername":"ann","senderName":"Ann","senderPhone":"+1555"}""".Replace("+1555", "\\u002B1555"));
    }

    [Fact]
    public async Task TheToolsOfASessionAreListed()
    {
        _gateway.On("moltbot.policy.tools", """
            {"agentId":"main","sessionKey":"agent:main:main","sandboxed":true,"provider":"openai","model":"gpt-x","runner":true,"tools":[
              {"tool":"read","allowed":true,"reason":"no rule refuses it","offered":true},
              {"tool":"exec","allowed":false,"refusedBy":"global","reason":"exec in tools.deny denies it","offered":false},
              {"tool":"cron","allowed":true,"reason":"no rule refuses it","offered":false,"missing":"nothing has it"}]}
            """);

        (await _machine.RunAsync("tools --session main --agent main")).Expect(ExitCodes.Ok).Out.ShouldBe("""
            Agent    main
            Session  agent:main:main (sandboxed)
            Model    openai/gpt-x
            Runner   connected

            TOOL  POLICY            OFFERED  WHY
            read  allowed           yes      no rule refuses it
            exec  refused (global)  no       exec in tools.deny denies it
            cron  allowed           no       nothing has it
            """);
        _gateway.Calls.ShouldHaveSingleItem().Params.ToJsonString().ShouldBe("""{"sessionKey":"main","agentId":"main"}""");
    }

    [Fact]
    public async Task AnAllowanceIsToldWithWhatWouldEndIt()
    {
        _gateway.On("moltbot.policy.explain", """
            {"tool":"lobster","known":false,"allowed":true,"agentId":"main","sessionKey":"agent:main:main","sandboxed":false,"lines":[
              {"rule":"global","says":"nothing","reason":"tools.allow and tools.deny are not set","change":{"do":"add","key":"tools.deny","value":"lobster"}},
              {"rule":"sandbox","says":"nothing","reason":"the session is not sandboxed (mode off)","key":"agents.defaults.sandbox.mode"}]}
            """);

        (await _machine.RunAsync("policy explain lobster")).Expect(ExitCodes.Ok).Out.ShouldBe("""
            lobster: allowed
            there is no tool of this name; this is what one would get
            Agent    main
            Session  agent:main:main

            RULE     SAYS  WHY
            global   -     tools.allow and tools.deny are not set
            sandbox  -     the session is not sandboxed (mode off)

            to refuse it, one of:
              add lobster to tools.deny
            """);
    }

    [Fact]
    public async Task AdmissionIsToldGateByGate()
    {
        _gateway.On("moltbot.policy.admission", """
            {"outcome":"pair","reason":"DmSenderUnknown","commandsAllowed":false,"channel":"telegram","accountId":"default","agentId":"main","sessionKey":"agent:main:main","lines":[
              {"rule":"direct-messages","says":"nothing","reason":"channels.telegram.dmPolicy is pairing","key":"channels.telegram.dmPolicy"},
              {"rule":"pairing","says":"refuses","reason":"the sender was not let in by a pairing code","change":{"do":"set","key":"channels.telegram.dmPolicy","value":"open"}}]}
            """);

        var run = (await _machine.RunAsync("policy admission telegram 42 --text /new --mentioned --thread 5")).Expect(ExitCodes.Ok);

        run.Out.ShouldBe("""
            dropped; the sender is offered a pairing code
            Channel   telegram (default)
            Agent     main
            Session   agent:main:main
            Commands  not allowed

            RULE             SAYS     WHY
            direct-messages  -        channels.telegram.dmPolicy is pairing
            pairing          refuses  the sender was not let in by a pairing code

            to let them in:
              set channels.telegram.dmPolicy to open
            """);
        _gateway.Calls.ShouldHaveSingleItem().Params.ToJsonString().ShouldBe("""{"channel":"telegram","senderId":"42","threadId":"5","mentioned":true,"text":"/new"}""");
    }

    [Fact]
    public async Task AsJsonItIsThePayloadAsItCame()
    {
        _gateway.On("moltbot.policy.admission", """{"outcome":"accept","reason":"DmOpen","commandsAllowed":true,"channel":"telegram","accountId":"default","lines":[]}""");

        (await _machine.RunAsync("policy admission telegram 42 --json")).Expect(ExitCodes.Ok).Out.ShouldContain("\"reason\": \"DmOpen\"");
    }
}
