using System.Text.Json;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Subagents;
using Moltbot.Grains.Tests.Support;
using Moltbot.Protocol.Runners;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Agents;

/// <summary>Attacks T1, A15 and X2: a session reaches no session that it may not read, and gets by another one nothing that it may not do itself.</summary>
public sealed class SessionSendAuthorityTests : IAsyncLifetime
{
    private const string Group = "agent:main:telegram:group:-100";
    private const string None = "This did not run: there is no such session among those that this one may read; sessions_list tells them.";

    private SendRig _rig = null!;

    public async ValueTask InitializeAsync() => _rig = await SendRig.Start();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Theory]
    [InlineData("operator", true)]
    [InlineData("owner", true)]
    [InlineData("stranger", false)]
    [InlineData("group", false)]
    [InlineData("node", false)]
    [InlineData("hook", false)]
    [InlineData("cron", false)]
    [InlineData("http", false)]
    public async Task A_turn_writes_to_the_agents_sessions_where_only_those_speak_who_may_read_them(string asker, bool isSent)
    {
        // T1.
        await using SessionHost silo = await _rig.Silo();

        await silo.Ask("ask the other one", "r1", change: Asker.As(asker));

        (_rig.Sent.Count, _rig.Told() == None).ShouldBe(isSent ? (1, false) : (0, true));
        _rig.OnAsked = static request => SendRig.Sends(request, SendRig.To(SendRig.Child));
        await silo.Ask("ask the child", "r2", change: Asker.As(asker));
        _rig.Answer().GetProperty("sessionKey").GetString().ShouldBe(SendRig.Child);
    }

    [Theory]
    [InlineData(SendRig.Family)]
    [InlineData("agent:family:other")]
    [InlineData("agent:nobody:main")]
    [InlineData("agent:main:nothing")]
    [InlineData("acme/agent:main:theirs")]
    [InlineData("agent:main:theirs")]
    [InlineData("agent:main:other\\u0000")]
    [InlineData("../other")]
    [InlineData("global")]
    public async Task Another_agents_or_tenants_session_is_one_that_there_is_not(string key)
    {
        // T1.
        await using SessionHost silo = await _rig.Silo();
        (ISessionGrain theirs, _) = await Theirs(silo);
        _rig.OnAsked = request => SendRig.Sends(request, SendRig.To(key));

        await silo.Ask("ask the other one", "r1");

        _rig.Told().ShouldBe(None);
        await Untouched(silo, theirs);
    }

    [Fact]
    public async Task Nor_is_it_found_by_its_id_or_its_label()
    {
        // T1.
        await using SessionHost silo = await _rig.Silo();
        (ISessionGrain theirs, SessionEntry entry) = await Theirs(silo);
        await silo.Session(SendRig.Family).Patch(new SessionPatch { SessionKey = SendRig.Family, Settings = new SessionSettings { Label = "family" }, Changed = ["label"] });
        string[] attempts =
        [
            SendRig.To(entry.SessionId), SendRig.To((await silo.Session(SendRig.Family).Entry())!.SessionId), """{"label":"theirs","message":"x"}""", """{"label":"family","message":"x"}""",
        ];
        for (int i = 0; i < attempts.Length; i++)
        {
            _rig.OnAsked = request => SendRig.Sends(request, attempts[i]);

            await silo.Ask("ask the other one", $"r{i}");

            _rig.Told().ShouldBe(None);
        }

        await Untouched(silo, theirs);
    }

    [Theory]
    [InlineData("enabled: true, allow: ['main', 'family']", true)]
    [InlineData("enabled: true, allow: ['family']", false)]
    [InlineData("enabled: true, allow: ['main']", false)]
    [InlineData("enabled: false, allow: ['*']", false)]
    public async Task Other_agents_sessions_are_written_to_where_both_are_named(string rules, bool isSent)
    {
        await using SessionHost silo = await _rig.Silo($"tools: {{ agentToAgent: {{ {rules} }} }}");
        _rig.OnAsked = static request => SendRig.Sends(request, SendRig.To(SendRig.Family));

        await silo.Ask("ask the family", "r1");

        (_rig.Sent.Count, _rig.Told() == None).ShouldBe(isSent ? (1, false) : (0, true));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData(", sessionToolsVisibility: 'all'", true)]
    public async Task In_a_sandbox_a_session_writes_to_those_that_it_spawned(string visibility, bool isSent)
    {
        // X2.
        await using SessionHost silo = await _rig.Silo(defaults: $", sandbox: {{ mode: 'all'{visibility} }}");

        await silo.Ask("ask the other one", "r1");

        (_rig.Sent.Count, _rig.Told() == None).ShouldBe(isSent ? (1, false) : (0, true));
        _rig.OnAsked = static request => SendRig.Sends(request, SendRig.To(SendRig.Child));
        await silo.Ask("ask the child", "r2");
        _rig.Answer().GetProperty("status").GetString().ShouldBe("ok");
    }

    /// <summary>What takes <c>read</c> from the turn that sends, and whom it sends to, who itself may read.</summary>
    public static TheoryData<string, string, string, string> Rules => new()
    {
        { SendRig.BothAgents, "{ id: 'main', tools: { deny: ['read'] } }, { id: 'family' }", SessionHost.Main, SendRig.Family },
        { SendRig.BothAgents, "{ id: 'main', tools: { profile: 'messaging' } }, { id: 'family' }", SessionHost.Main, SendRig.Family },
        { SendRig.BothAgents, "{ id: 'main', tools: { byProvider: { fake: { deny: ['read'] } } } }, { id: 'family' }", SessionHost.Main, SendRig.Family },
        { "channels: { telegram: { groups: { '-100': { tools: { deny: ['read'] } } } } }", SendRig.Agents, Group, SendRig.Child },
        { "channels: { telegram: { groups: { '-100': { toolsBySender: { '7': { deny: ['read'] } } } } } }", SendRig.Agents, Group, SendRig.Child },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task A_tool_that_the_turn_has_not_the_one_that_answers_has_not(string rules, string agents, string from, string to)
    {
        // A15.
        await using SessionHost silo = await _rig.Silo(agents: agents, spawner: from);
        silo.Configurations.Set(rules.StartsWith("channels", StringComparison.Ordinal)
            ? SessionHost.ConfigFor(_rig.Model, $"{ScriptedRunner.Allowed}, {rules}")
            : _rig.Config($"{ScriptedRunner.Allowed}, {rules}", agents));
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        _rig.OnAsked = request => SendRig.Sends(request, SendRig.To(to));
        _rig.OnSent = static request => SubagentRig.Spawns(request, """{"path":"a"}""", "read");

        await silo.Ask("ask the other one", "r1", from, from == Group ? Asker.As("group") : null);

        runner.Calls.ShouldBeEmpty();
        _rig.Sent.Count.ShouldBe(2);
        SubagentRig.Tools(_rig.Sent[0]).ShouldNotContain("read");
        SubagentRig.Said(_rig.Sent[1]).ShouldStartWith("This did not run: the tool policy does not allow it here (");
    }

    [Theory]
    [InlineData("{ id: 'main' }, { id: 'family' }", true)]
    [InlineData("{ id: 'main' }, { id: 'family', tools: { deny: ['read'] } }", false)]
    public async Task What_both_have_the_turn_that_answers_has_in_its_own_session(string agents, bool isRead)
    {
        await using SessionHost silo = await _rig.Silo($"{ScriptedRunner.Allowed}, {SendRig.BothAgents}", agents);
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        _rig.OnAsked = static request => SendRig.Sends(request, SendRig.To(SendRig.Family));
        _rig.OnSent = static request => SubagentRig.Spawns(request, """{"path":"a"}""", "read");

        await silo.Ask("ask the family", "r1");

        runner.Calls.Select(static call => (call.Tool, call.Context.SessionKey, call.Context.AgentId)).ShouldBe(isRead ? [("read", SendRig.Family, "family")] : []);
    }

    [Fact]
    public async Task A_rule_that_came_meanwhile_counts()
    {
        await using SessionHost silo = await _rig.Silo($"{ScriptedRunner.Allowed}, {SendRig.BothAgents}");
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        var gate = new ModelGate();
        _rig.OnAsked = static request => SendRig.Sends(request, SendRig.To(SendRig.Family));
        _rig.OnSent = request => SubagentRig.Spawns(request, """{"path":"a"}""", "read").HeldBy(gate);
        await silo.Say("ask the family", "r1");
        await gate.Reached;
        silo.Configurations.Set(_rig.Config($"{ScriptedRunner.Allowed}, {SendRig.BothAgents}", "{ id: 'main', tools: { deny: ['read'] } }, { id: 'family' }"));
        gate.Open();

        await silo.Events.Outcome("r1");

        runner.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_sandboxed_session_asks_of_another_is_done_in_a_sandbox()
    {
        // X2.
        await using SessionHost silo = await _rig.Silo(
            $"{ScriptedRunner.Allowed}, {SendRig.BothAgents}",
            "{ id: 'main', sandbox: { mode: 'all', workspaceAccess: 'ro' } }, { id: 'family', sandbox: { mode: 'off', docker: { network: 'bridge' } } }",
            ", sandbox: { sessionToolsVisibility: 'all' }");
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        _rig.OnAsked = static request => SendRig.Sends(request, SendRig.To(SendRig.Family));
        _rig.OnSent = static request => SubagentRig.Spawns(request, """{"path":"a"}""", "read");

        await silo.Ask("ask the family", "r1");

        ToolRunContext context = runner.Calls.ShouldHaveSingleItem().Context;
        (context.Sandboxed, context.SandboxKey, context.WorkspaceAccess, context.Network).ShouldBe((true, SendRig.Family, "none", false));
    }

    [Theory]
    [InlineData("", "exec: { security: 'deny' }")]
    [InlineData("", "exec: { security: 'allowlist', ask: 'off' }")]
    [InlineData("deny", "exec: { security: 'full', ask: 'off' }")]
    public async Task A_command_that_the_turn_may_not_run_the_one_that_answers_does_not_run(string session, string own)
    {
        // E14.
        await using SessionHost silo = await _rig.Silo(
            $"{ScriptedRunner.Allowed}, {SendRig.BothAgents}",
            $"{{ id: 'main', tools: {{ {own} }} }}, {{ id: 'family', tools: {{ exec: {{ security: 'full', ask: 'off' }} }} }}",
            ", sandbox: { mode: 'all', sessionToolsVisibility: 'all' }");
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        if (session.Length > 0)
        {
            await silo.Session().Patch(new SessionPatch { SessionKey = SessionHost.Main, Settings = new SessionSettings { ExecSecurity = session }, Changed = ["execSecurity"] });
        }

        _rig.OnAsked = static request => SendRig.Sends(request, SendRig.To(SendRig.Family));
        _rig.OnSent = static request => SubagentRig.Spawns(request, """{"command":"ls"}""", "exec");

        await silo.Ask("ask the family", "r1");

        SubagentRig.Said(_rig.Sent[1]).ShouldStartWith("This did not run: ");
        runner.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_the_turn_has_a_person_asked_the_one_that_answers_has_too_and_is_who_asks()
    {
        await using SessionHost silo = await _rig.Silo(
            $"{ScriptedRunner.Allowed}, {SendRig.BothAgents}",
            "{ id: 'main', tools: { exec: { ask: 'always' } } }, { id: 'family', tools: { exec: { security: 'full', ask: 'off' } } }",
            ", sandbox: { mode: 'all', sessionToolsVisibility: 'all' }");
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        _rig.OnAsked = static request => SendRig.Sends(request, SendRig.To(SendRig.Family));
        _rig.OnSent = static request => SubagentRig.Spawns(request, """{"command":"ls"}""", "exec");
        await silo.Say("ask the family", "r1");

        var asked = await silo.Asked();
        asked.SessionKey.ShouldBe(SendRig.Family);
        runner.Calls.ShouldBeEmpty();
        await silo.Answer(asked.Id, "allow-once");
        await silo.Events.Outcome("r1");

        runner.Calls.ShouldHaveSingleItem().Context.ExecSteps.ShouldNotBeNull();
    }

    [Fact]
    public async Task The_turn_that_answers_sees_but_its_own_and_keeps_no_jobs()
    {
        // Its sender may read all of the agent's sessions and keep jobs; a message of a model is not its sender.
        await using SessionHost silo = await _rig.Silo();
        _rig.OnSent = static request => SubagentRig.Spawns(request, $$"""{"sessionKey":"{{SendRig.Child}}"}""", "sessions_history");

        await silo.Ask("ask the other one", "r1", change: static request => request with { AsAdministrator = true });

        SubagentRig.Said(_rig.Sent[1]).ShouldStartWith("This did not run: there is no such session among those that this one may read");
        SubagentRig.Tools(_rig.Sent[0]).ShouldNotContain("cron");
    }

    [Fact]
    public async Task The_turn_that_answers_sends_nothing_back_nor_round()
    {
        // A message goes main, other, child; each is one that the one before spawned. Neither of the later ones reaches one that led to its turn.
        await using SessionHost silo = await _rig.Silo(spawner: SendRig.Other);
        await silo.Ask("said before", "before-spawned", SessionHost.Main, static request => request with { SpawnedBy = SendRig.Child });
        await silo.Ask("said before", "before-spawned-too", SendRig.Other, static request => request with { SpawnedBy = SendRig.Child });
        _rig.OnSent = static request => SubagentRig.Said(request).Contains($"From: {SessionHost.Main}", StringComparison.Ordinal)
                ? ModelReply.Empty.ThenToolCall("back", "sessions_send", SendRig.To(SendRig.Child))
            : SubagentRig.Said(request).Contains($"From: {SendRig.Other}", StringComparison.Ordinal)
                ? ModelReply.Empty.ThenToolCall("round", "sessions_send", SendRig.To(SessionHost.Main)).ThenToolCall("back", "sessions_send", SendRig.To(SendRig.Other))
            : ModelReply.Text("so be it");

        await silo.Ask("ask the other one", "r1");

        _rig.Answer().GetProperty("status").GetString().ShouldBe("ok");
        string refusals = _rig.Sent.Single(static request => request.Body.ToString().Contains("\"round\"", StringComparison.Ordinal)).Body.ToString();
        refusals.Split("This did not run: a message of that session led to this turn: your answer is what it gets.").Length.ShouldBe(3);
    }

    [Fact]
    public async Task Two_that_wait_for_each_other_end_when_one_has_waited_long_enough()
    {
        // Neither knows of the other: each has a person's turn of its own.
        var time = new ManualTime();
        await using SessionHost silo = await _rig.Silo(time: time);
        var gate = new ModelGate();
        var otherGate = new ModelGate();
        _rig.OnAsked = request => request.Body.ToString().Contains("ask the other one", StringComparison.Ordinal)
            ? SendRig.Sends(request, SendRig.To(SendRig.Other, ""","timeoutSeconds":600""")).HeldBy(gate)
            : SendRig.Sends(request, SendRig.To("main", ""","timeoutSeconds":1""")).HeldBy(otherGate);
        await silo.Say("ask the other one", "r1");
        await silo.Say("ask the main one", "r2", SendRig.Other);
        await gate.Reached;
        await otherGate.Reached;
        gate.Open();
        otherGate.Open();
        await Waits.Until(async () => (await silo.Session().Status())!.Waiting == 1 && (await silo.Session(SendRig.Other).Status())!.Waiting == 1, "both to wait");
        Task<RunStatus> other = silo.Events.Outcome("r2");

        await Waits.Until(
            () =>
            {
                time.Advance(TimeSpan.FromMilliseconds(100));
                return other.IsCompleted;
            },
            "one to have waited");

        (await silo.Events.Outcome("r1")).State.ShouldBe(RunState.Ok);
        string[] told = [.. _rig.Model.Requests.Where(static request => !SendRig.IsSent(request) && SubagentRig.Role(request) == "tool").Select(SubagentRig.Said)];
        told.Select(static each => JsonElement.Parse(each).GetProperty("status").GetString()).ShouldBe(["timeout", "ok"]);
        await Waits.Until(() => _rig.Sent.Count == 2, "the message that was not waited for to be answered");
    }

    /// <summary>A labelled session of another tenant.</summary>
    private static async Task<(ISessionGrain Session, SessionEntry Entry)> Theirs(SessionHost silo)
    {
        CallerContext.Use(CallerClaim.ForGrain("acme"));
        var theirs = silo.Grains.GetGrain<ISessionGrain>(GrainKey.ForSession("acme", "agent:main:theirs").ToString());
        await theirs.Mirror("agent:main:theirs", "a secret");
        return (theirs, await theirs.Patch(new SessionPatch { SessionKey = "agent:main:theirs", Settings = new SessionSettings { Label = "theirs" }, Changed = ["label"] }));
    }

    private async Task Untouched(SessionHost silo, ISessionGrain theirs)
    {
        _rig.Sent.ShouldBeEmpty();
        (await silo.Transcript(SendRig.Family)).Count.ShouldBe(2);
        (await silo.Index.List(new SessionQuery { Limit = 20 })).Sessions.Count.ShouldBe(4);
        CallerContext.Use(CallerClaim.ForGrain("acme"));
        (await theirs.History(10)).Messages.Count.ShouldBe(1);
    }
}
