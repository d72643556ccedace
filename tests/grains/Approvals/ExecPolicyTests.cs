using Moltbot.GrainInterfaces.Approvals;
using Moltbot.Grains.Approvals;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;

namespace Moltbot.Grains.Tests.Approvals;

/// <summary>The document, what is remembered, and the decision over both.</summary>
public sealed class ExecPolicyTests : IDisposable
{
    private const string Document = """{ "version": 1, "socket": { "token": "canary" }, "agents": { "main": { "allowlist": [{ "pattern": "/opt/**" }] } } }""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_document_is_written_over_the_version_its_editor_saw()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway);
        var asking = new Asking(host);
        ExecDocumentView empty = await asking.Editor.Show();
        empty.Exists.ShouldBeFalse();

        ExecDocumentView first = (await asking.Editor.Write(Document, null)).View;
        first.Json.ShouldNotContain("canary");
        (await asking.Editor.Write(Document, null)).Error.ShouldBe("exec approvals base hash required; re-run exec.approvals.get and retry");
        (await asking.Editor.Write(Document, empty.Hash)).Error.ShouldBe("exec approvals changed since last load; re-run exec.approvals.get and retry");
        (await asking.Editor.Write("{", first.Hash)).Error.ShouldNotBeNull();
        (await asking.Editor.Write("""{ "version": 1 }""", first.Hash)).Error.ShouldBeNull();
        (await asking.Records("exec.approvals.set")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Of_two_editors_one_is_told_that_it_changed()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway);
        var asking = new Asking(host);
        string seen = (await asking.Editor.Write(Document, null)).View.Hash;

        ExecDocumentResult[] results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
            asking.Editor.Write($$"""{ "version": 1, "agents": { "a{{i}}": {} } }""", seen))));

        results.Count(static result => result.Error is null).ShouldBe(1);
    }

    [Fact]
    public async Task Always_adds_the_programs_once_and_what_was_removed_stays_removed()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway);
        var asking = new Asking(host);
        await asking.Ask(call: Asking.Call("ls x", "ls"));
        await asking.Answer("allow-always");
        (await asking.Ended()).Decision.ShouldBe("allow-always");

        ExecDocumentView added = await asking.Editor.Show();
        added.Json.ShouldContain("\"pattern\": \"/bin/ls\"");
        (await asking.Policy.Decide(Asking.Call("ls another", "ls"), new ExecPreferences())).Outcome.ShouldBe(ExecVerdictOutcome.Run);
        (await asking.Policy.Decide(Asking.Call("ls x", "ls") with { AgentId = "ops" }, new ExecPreferences())).Outcome.ShouldBe(ExecVerdictOutcome.Ask);
        (await asking.Editor.Write("""{ "version": 1 }""", added.Hash)).Error.ShouldBeNull();
        await asking.Policy.Remember("a1", "main", ["/bin/ls"], "ls x");
        (await asking.Policy.Decide(Asking.Call("ls x", "ls"), new ExecPreferences())).Outcome.ShouldBe(ExecVerdictOutcome.Ask);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("default")]
    public async Task Always_is_for_one_agent(string agentId)
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway);
        var asking = new Asking(host);
        await asking.Policy.Remember("a1", agentId, ["/bin/ls"], "ls x");
        (await asking.Policy.Decide(Asking.Call("ls x", "ls"), new ExecPreferences())).Outcome.ShouldBe(ExecVerdictOutcome.Ask);
        (await asking.Records("exec.approvals.not-added")).ShouldHaveSingleItem().Entry.Target.ShouldBe(agentId);
    }

    [Fact]
    public async Task A_list_without_end_is_not_stored()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway);
        string pattern = "/" + new string('x', 512);
        (await new Asking(host).Editor.Write($$"""{ "version": 1, "agents": { "main": { "allowlist": [{ "pattern": "{{pattern}}" }] } } }""", null)).Error.ShouldBe("agents.main.allowlist.0.pattern: longer than 512 characters");
    }

    [Theory]
    [InlineData("sh -c x", "sh", null)]
    [InlineData("ls x", "ls", "/bin/sh")]
    [InlineData("tool x", "tool", null)]
    public async Task Always_said_of_what_may_run_anything_is_for_this_run_in_this_conversation(string command, string program, string? interpreter)
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway);
        var asking = new Asking(host);
        ExecCall call = Asking.Call(command, program);
        call = call with { Programs = [call.Programs[0] with { Interpreter = interpreter }] };
        await asking.Ask(call: call);
        await asking.Answer("allow-always");

        (await asking.Ended()).Decision.ShouldBe("allow-session");
        (await asking.Editor.Show()).Exists.ShouldBeFalse();
        (await asking.AsGrain().Redeem(call)).ShouldNotBeNull();
        (await asking.Policy.Decide(call with { Command = call.Command + " y" }, new ExecPreferences())).Outcome.ShouldBe(ExecVerdictOutcome.Ask);
        (await asking.Policy.Decide(call with { SessionId = "s2" }, new ExecPreferences())).Outcome.ShouldBe(ExecVerdictOutcome.Ask);
    }

    [Theory]
    [InlineData("""{ "version": 2, "defaults": { "security": "deny" } }""")]
    [InlineData("{")]
    public async Task A_stored_document_that_cannot_be_read_denies_everything_and_is_kept(string stored)
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway);
        var asking = new Asking(host);
        host.Rows.Changes = state => _ = state is ExecPolicyState policy && (policy.Document = stored) is null;
        await asking.Editor.Write(Document, null);
        host.Rows.Changes = static _ => { };

        ExecDocumentView before = await asking.Editor.Show();
        (before.Exists, before.Hash).ShouldBe((true, Moltbot.Policy.Exec.Documents.ExecDocument.HashOf(stored)));
        (await asking.Policy.Decide(Asking.Call(), new ExecPreferences())).Outcome.ShouldBe(ExecVerdictOutcome.Refuse);
        await asking.Policy.Remember("a1", "main", ["/bin/ls"], "ls x");
        (await asking.Editor.Show()).Hash.ShouldBe(before.Hash);
        (await asking.Policy.Decide(Asking.Call("ls x", "ls"), new ExecPreferences())).Outcome.ShouldBe(ExecVerdictOutcome.Refuse);
        (await asking.Editor.Write("""{ "version": 1 }""", before.Hash)).Error.ShouldBeNull("its editor may replace it");
        (await asking.Policy.Decide(Asking.Call(), new ExecPreferences())).Outcome.ShouldBe(ExecVerdictOutcome.Ask);
    }

    [Fact]
    public async Task A_conversation_remembers_the_run_and_not_the_next_conversation()
    {
        await using (GrainHost host = await GrainHost.Start(_folder.Path, "{ tools: { exec: { host: \"gateway\", approvalMode: \"per-session\" } } }"))
        {
            var asking = new Asking(host);
            await asking.Ask();
            await asking.Answer("allow-session");
            (await asking.Ended()).Decision.ShouldBe("allow-session");
        }

        await using GrainHost next = await GrainHost.Start(_folder.Path, "{ tools: { exec: { host: \"gateway\", approvalMode: \"per-session\" } } }");
        IExecPolicyGrain policy = new Asking(next).Policy;
        (await policy.Decide(Asking.Call(), new ExecPreferences())).Outcome.ShouldBe(ExecVerdictOutcome.Run);
        (await policy.Decide(Asking.Call("tool y"), new ExecPreferences())).Outcome.ShouldBe(ExecVerdictOutcome.Ask);
        (await policy.Decide(Asking.Call() with { SessionId = "s2" }, new ExecPreferences())).Outcome.ShouldBe(ExecVerdictOutcome.Ask);
        (await policy.Decide(Asking.Call(), new ExecPreferences { Ask = "always" })).Outcome.ShouldBe(ExecVerdictOutcome.Ask);
    }

    [Fact]
    public async Task An_answer_that_comes_after_a_reset_is_for_what_was_asked_and_leaves_the_next_conversations_memory()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway);
        var asking = new Asking(host);
        ExecCall next = Asking.Call("tool y") with { SessionId = "s2" };
        await asking.Ask("late", Asking.Call());
        await asking.Ask("next", next);
        await asking.Answer("allow-session", id: "next");
        await asking.Ended("next");
        await asking.Answer("allow-session", id: "late");
        await asking.Ended("late");

        (await asking.Policy.Decide(next, new ExecPreferences())).Outcome.ShouldBe(ExecVerdictOutcome.Run);
        (await asking.Policy.Decide(Asking.Call() with { SessionId = "s2" }, new ExecPreferences())).Outcome.ShouldBe(ExecVerdictOutcome.Ask);
        (await asking.AsGrain("late").Redeem(Asking.Call())).ShouldNotBeNull("the request itself was allowed");
    }

    [Fact]
    public async Task A_session_is_remembered_by_its_name_and_not_by_how_that_is_shown()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway);
        var asking = new Asking(host);
        ExecCall call = Asking.Call() with { SessionKey = "agent:main:\u05d0" };
        await asking.Ask(call: call);
        await asking.Answer("allow-session");
        await asking.Ended();
        (await asking.Policy.Decide(call, new ExecPreferences())).Outcome.ShouldBe(ExecVerdictOutcome.Run);
    }

    [Fact]
    public async Task What_the_mode_does_not_remember_is_allowed_once()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, "{ tools: { exec: { host: \"gateway\", approvalMode: \"always\" } } }");
        var asking = new Asking(host);
        await asking.Ask();
        await asking.Answer("allow-session");
        (await asking.Ended()).Decision.ShouldBe("allow-once");
        (await asking.Policy.Decide(Asking.Call(), new ExecPreferences())).Outcome.ShouldBe(ExecVerdictOutcome.Ask);
    }

    [Fact]
    public async Task A_command_line_that_says_other_than_its_arguments_does_not_run()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway);
        IExecPolicyGrain policy = new Asking(host).Policy;
        (await policy.Decide(Asking.Call() with { Argv = ["tool", "x"] }, new ExecPreferences())).Outcome.ShouldBe(ExecVerdictOutcome.Ask);
        ExecVerdict verdict = await policy.Decide(Asking.Call() with { Argv = ["tool", "y"] }, new ExecPreferences());
        (verdict.Outcome, verdict.Text).ShouldBe((ExecVerdictOutcome.Refuse, ""));
        verdict.Reason!.ShouldContain("differ");
    }

    [Theory]
    [InlineData("{}", "gateway", ExecVerdictOutcome.Refuse)]
    [InlineData("{}", "sandbox", ExecVerdictOutcome.Refuse)]
    [InlineData("{ tools: { exec: { host: \"gateway\", security: \"deny\" } } }", "gateway", ExecVerdictOutcome.Refuse)]
    [InlineData("{ tools: { exec: { host: \"gateway\", security: \"full\" } } }", "gateway", ExecVerdictOutcome.Run)]
    [InlineData("{ tools: { exec: { host: \"gateway\", security: \"full\" } }, agents: { list: [{ id: \"main\", tools: { exec: { ask: \"always\" } } }] } }", "gateway", ExecVerdictOutcome.Ask)]
    public async Task The_configuration_says_where_and_what(string config, string host, ExecVerdictOutcome expected)
    {
        await using GrainHost silo = await GrainHost.Start(_folder.Path, config);
        (await new Asking(silo).Policy.Decide(Asking.Call() with { Host = host }, new ExecPreferences())).Outcome.ShouldBe(expected);
    }
}
