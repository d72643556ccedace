using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Tests.Agents;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;
using Moltbot.Protocol.Runners;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Subagents;

/// <summary>Attacks A15 and X2: what a turn may not do it does not do by a sub-agent, nor by the report of one.</summary>
public sealed class SubagentAuthorityTests : IAsyncLifetime
{
    private const string Group = "agent:main:telegram:group:-100";

    private SubagentRig _rig = null!;

    public async ValueTask InitializeAsync() => _rig = await SubagentRig.Start();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    /// <summary>What takes <c>read</c> from the turn that asks, and which agent the sub-agent is of, which itself may read.</summary>
    public static TheoryData<string, string, string> Rules => new()
    {
        { "tools: { deny: ['read'] }", "{ id: 'main' }", "main" },
        { "tools: { sandbox: { tools: { allow: [] } } }", "{ id: 'main', tools: { deny: ['read'] }, subagents: { allowAgents: ['*'] } }, { id: 'family' }", "family" },
        { "tools: { profile: 'full' }", "{ id: 'main', tools: { profile: 'messaging', alsoAllow: ['sessions_spawn'] }, subagents: { allowAgents: ['*'] } }, { id: 'family' }", "family" },
        { "tools: { profile: 'full' }", "{ id: 'main', tools: { byProvider: { fake: { deny: ['read'] } } }, subagents: { allowAgents: ['*'] } }, { id: 'family' }", "family" },
        { "channels: { telegram: { groups: { '-100': { tools: { deny: ['read'] } } } } }", "{ id: 'main' }", "main" },
        { "channels: { telegram: { groups: { '-100': { tools: { deny: ['read'] } } } } }", "{ id: 'main', subagents: { allowAgents: ['*'] } }, { id: 'family' }", "family" },
        { "channels: { telegram: { groups: { '-100': { toolsBySender: { '7': { deny: ['read'] } } } } } }", "{ id: 'main' }", "main" },
        { "channels: { telegram: { groups: { '-100': { toolsBySender: { '7': { deny: ['read'] } } } } } }", "{ id: 'main', subagents: { allowAgents: ['*'] } }, { id: 'family' }", "family" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task A_tool_that_the_turn_has_not_its_sub_agent_and_its_report_have_not(string rules, string agents, string target)
    {
        await using SessionHost silo = await _rig.Silo($"{ScriptedRunner.Allowed}, {rules}", agents);
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        _rig.OnAsked = request => SubagentRig.Spawns(request, $$"""{"task":"x","agentId":"{{target}}"}""");
        _rig.OnTask = static request => SubagentRig.Spawns(request, """{"path":"a"}""", "read");
        _rig.OnReport = static request => SubagentRig.Spawns(request, """{"path":"a"}""", "read");

        await silo.Ask("please look", "r1", Group, InGroup);
        await SubagentRig.Reported(silo, _rig.Spawned().RunId);

        runner.Calls.ShouldBeEmpty();
        foreach (SimulatedModelRequest[] asked in (SimulatedModelRequest[][])[[.. _rig.Tasks], [.. _rig.Reports]])
        {
            asked.Length.ShouldBe(2);
            SubagentRig.Tools(asked[0]).ShouldNotContain("read");
            SubagentRig.Said(asked[1]).ShouldStartWith("This did not run: the tool policy does not allow it here (");
        }
    }

    [Fact]
    public async Task What_the_turn_has_its_sub_agent_has()
    {
        await using SessionHost silo = await _rig.Silo(ScriptedRunner.Allowed);
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        _rig.OnTask = static request => SubagentRig.Spawns(request, """{"path":"a"}""", "read");

        await silo.Ask("please look", "r1");
        (string child, string run) = _rig.Spawned();
        await SubagentRig.Reported(silo, run);

        ToolRunParams call = runner.Calls.ShouldHaveSingleItem();
        (call.Tool, call.Context.SessionKey, call.Context.AgentId).ShouldBe(("read", child, "main"));
    }

    [Fact]
    public async Task A_rule_that_came_meanwhile_counts()
    {
        await using SessionHost silo = await _rig.Silo(ScriptedRunner.Allowed, "{ id: 'main', subagents: { allowAgents: ['*'] } }, { id: 'family' }");
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        var gate = new ModelGate();
        _rig.OnAsked = static request => SubagentRig.Spawns(request, """{"task":"x","agentId":"family"}""");
        _rig.OnTask = request => SubagentRig.Spawns(request, """{"path":"a"}""", "read").HeldBy(gate);
        await silo.Ask("please look", "r1");
        await gate.Reached;
        silo.Configurations.Set(_rig.Config(ScriptedRunner.Allowed, "{ id: 'main', tools: { deny: ['read'] }, subagents: { allowAgents: ['*'] } }, { id: 'family' }"));
        gate.Open();

        await SubagentRig.Reported(silo, _rig.Spawned().RunId);

        runner.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("sessions_spawn", """{"task":"y"}""")]
    [InlineData("sessions_list", "{}")]
    [InlineData("sessions_history", """{"sessionKey":"main"}""")]
    [InlineData("sessions_send", """{"sessionKey":"main","message":"x"}""")]
    [InlineData("agents_list", "{}")]
    [InlineData("session_status", "{}")]
    public async Task It_has_no_sub_agents_and_no_sessions_to_look_at(string tool, string arguments)
    {
        await using SessionHost silo = await _rig.Silo("tools: { subagents: { tools: { allow: ['*'], deny: [] } } }");
        _rig.OnTask = request => SubagentRig.Spawns(request, arguments, tool);

        await silo.Ask("please look", "r1");
        await SubagentRig.Reported(silo, _rig.Spawned().RunId);

        SubagentRig.Tools(_rig.Tasks[0]).ShouldBeEmpty();
        SubagentRig.Said(_rig.Tasks[1]).ShouldBe("This did not run: the tool policy does not allow it here (subagent).");
        (await silo.Index.List(new SessionQuery { Limit = 10 })).Sessions.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_report_reads_no_more_than_what_its_session_spawned()
    {
        // The owner's turn may read all of the agent's sessions, what a sub-agent makes of it may not.
        await using SessionHost silo = await _rig.Silo();
        await silo.Session("agent:main:other").Mirror("agent:main:other", "a secret");
        _rig.OnReport = static request => SubagentRig.Spawns(request, """{"sessionKey":"agent:main:other"}""", "sessions_history");

        await silo.Ask("please look", "r1");
        await SubagentRig.Reported(silo, _rig.Spawned().RunId);

        SubagentRig.Said(_rig.Reports[1]).ShouldStartWith("This did not run: there is no such session among those that this one may read");
    }

    [Fact]
    public async Task One_of_a_sandboxed_session_is_sandboxed_whatever_its_agent_is()
    {
        // X2.
        await using SessionHost silo = await _rig.Silo(
            ScriptedRunner.Allowed,
            "{ id: 'main', sandbox: { mode: 'all', workspaceAccess: 'ro' }, subagents: { allowAgents: ['*'] } }, { id: 'family', sandbox: { mode: 'off', docker: { network: 'bridge' } } }");
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        _rig.OnAsked = static request => SubagentRig.Spawns(request, """{"task":"x","agentId":"family"}""");
        _rig.OnTask = static request => SubagentRig.Spawns(request, """{"path":"a"}""", "read");

        await silo.Ask("please look", "r1");
        (string child, string run) = _rig.Spawned();
        await SubagentRig.Reported(silo, run);

        ToolRunContext context = runner.Calls.ShouldHaveSingleItem().Context;
        (context.Sandboxed, context.SandboxKey, context.WorkspaceAccess, context.Network).ShouldBe((true, child, "none", false));
    }

    [Theory]
    [InlineData("", "exec: { security: 'deny' }", "security: 'full'")]
    [InlineData("", "exec: { security: 'allowlist', ask: 'off' }", "security: 'full'")]
    [InlineData("deny", "exec: { security: 'full' }", "security: 'full'")]
    [InlineData("allowlist", "exec: { security: 'full' }", "security: 'full'")]
    public async Task A_command_that_the_turn_may_not_run_its_sub_agent_does_not_run(string session, string own, string others)
    {
        // E14.
        await using SessionHost silo = await _rig.Silo(
            ScriptedRunner.Allowed,
            $"{{ id: 'main', tools: {{ {own} }}, subagents: {{ allowAgents: ['*'] }} }}, {{ id: 'family', tools: {{ exec: {{ {others}, ask: 'off' }} }} }}",
            ", sandbox: { mode: 'all' }");
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        if (session.Length > 0)
        {
            await silo.Session().Patch(new SessionPatch { SessionKey = SessionHost.Main, Settings = new SessionSettings { ExecSecurity = session, ExecAsk = "off" }, Changed = ["execSecurity", "execAsk"] });
        }

        foreach (string target in new[] { "main", "family" })
        {
            _rig.OnAsked = request => SubagentRig.Spawns(request, $$"""{"task":"x","agentId":"{{target}}"}""");
            _rig.OnTask = static request => SubagentRig.Spawns(request, """{"command":"ls"}""", "exec");
            await silo.Ask("please look", "r-" + target);
            await SubagentRig.Reported(silo, _rig.Spawned().RunId);
            SubagentRig.Said(_rig.Tasks[^1]).ShouldStartWith("This did not run: ");
        }

        runner.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_the_turn_has_no_place_for_commands_its_sub_agent_has_none()
    {
        await using SessionHost silo = await _rig.Silo(
            ScriptedRunner.Allowed, "{ id: 'main', subagents: { allowAgents: ['*'] } }, { id: 'family', tools: { exec: { host: 'gateway', security: 'full', ask: 'off' } } }");
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        _rig.OnAsked = static request => SubagentRig.Spawns(request, """{"task":"x","agentId":"family"}""");
        _rig.OnTask = static request => SubagentRig.Spawns(request, """{"command":"ls"}""", "exec");

        await silo.Ask("please look", "r1");
        await SubagentRig.Reported(silo, _rig.Spawned().RunId);

        SubagentRig.Tools(_rig.Tasks[0]).ShouldNotContain("exec");
        SubagentRig.Said(_rig.Tasks[1]).ShouldStartWith("This did not run: ");
        runner.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_the_turn_has_a_person_asked_its_sub_agent_has_too()
    {
        await using SessionHost silo = await _rig.Silo(
            ScriptedRunner.Allowed,
            "{ id: 'main', tools: { exec: { ask: 'always' } }, subagents: { allowAgents: ['*'] } }, { id: 'family', tools: { exec: { security: 'full', ask: 'off' } } }",
            ", sandbox: { mode: 'all' }");
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        _rig.OnAsked = static request => SubagentRig.Spawns(request, """{"task":"x","agentId":"family"}""");
        _rig.OnTask = static request => SubagentRig.Spawns(request, """{"command":"ls"}""", "exec");
        await silo.Ask("please look", "r1");
        var asked = await silo.Asked();
        asked.SessionKey.ShouldBe(_rig.Spawned().SessionKey);
        runner.Calls.ShouldBeEmpty();

        await silo.Answer(asked.Id, "allow-once");
        await SubagentRig.Reported(silo, _rig.Spawned().RunId);

        runner.Calls.ShouldHaveSingleItem().Context.ExecSteps.ShouldNotBeNull();
    }

    [Fact]
    public async Task No_more_work_at_once_than_the_configuration_says()
    {
        await using SessionHost silo = await _rig.Silo(defaults: ", subagents: { maxConcurrent: 2 }");
        var gate = new ModelGate();
        _rig.OnTask = _ => ModelReply.Text("found it").HeldBy(gate);
        for (int i = 1; i <= 2; i++)
        {
            await silo.Ask("please look", $"r{i}");
            _rig.Spawned();
        }

        await silo.Ask("please look", "r3");

        _rig.Told().ShouldBe("This did not run: 2 sub-agents of this session are at work (agents.defaults.subagents.maxConcurrent); wait until one of them has reported.");
        gate.Open();
    }

    [Fact]
    public async Task Reports_that_lead_to_sub_agents_end_when_nobody_says_anything()
    {
        await using SessionHost silo = await _rig.Silo();
        _rig.OnReport = static request => SubagentRig.Spawns(request, """{"task":"look on","cleanup":"delete"}""");
        await silo.Ask("please look", "r1");

        await Waits.Until(() => _rig.Reports.Any(static request => SubagentRig.Said(request).Contains("were begun since somebody said anything here", StringComparison.Ordinal)), "an end");

        _rig.Tasks.Count.ShouldBe(20);
        _rig.OnReport = static _ => ModelReply.Text("It was found.");
        await silo.Ask("please look", "r2");
        await SubagentRig.Reported(silo, _rig.Spawned().RunId);
    }

    private static TurnRequest InGroup(TurnRequest request) => request with
    {
        Origin = TurnOrigin.Channel,
        Sender = new InboundSender { Id = "7" },
        ReplyTo = new ReplyTarget { Channel = "telegram", Account = "default", ChatId = "-100", ChatKind = ChatKind.Group },
    };
}
