using Moltbot.GrainInterfaces.Approvals;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;

namespace Moltbot.Grains.Tests.Approvals;

/// <summary>What is shown is what is approved is what is started; attacks E5, E6 and E8.</summary>
public sealed class ExecStepTests : IDisposable
{
    private static readonly string Hash = new('a', 64);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_grant_says_what_to_start_and_a_program_inside_of_another_stands_in_it_by_path()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway);
        var asking = new Asking(host);
        ExecCall call = Wrapped("nice tool 'a b' | tool && tool; tool || nice -n 5 tool");
        ApprovalView asked = await asking.Ask(call: call);
        asked.Command.ShouldBe("nice /opt/real/tool 'a b' | tool && tool ; tool || nice -n 5 /opt/real/tool");
        asked.ResolvedPath.ShouldBe("/usr/bin/nice, /bin/tool (/opt/real/tool)");
        await asking.Answer("allow-once");

        ExecGrant grant = (await asking.AsGrain().Redeem(call)).ShouldNotBeNull();
        grant.Steps.Select(static step => $"{step.Link} {step.Program}: {string.Join('+', step.Argv)}").ShouldBe(
        [
            "Always /usr/bin/nice: nice+/opt/real/tool+a b",
            "Piped /opt/real/tool: tool",
            "OnSuccess /opt/real/tool: tool",
            "Always /opt/real/tool: tool",
            "OnFailure /usr/bin/nice: nice+-n+5+/opt/real/tool",
        ]);
        grant.Steps.ShouldAllBe(static step => step.ContentHash == Hash);
    }

    [Fact]
    public async Task What_runs_unasked_is_told_the_same_way_and_what_is_refused_starts_nothing()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway);
        var asking = new Asking(host);
        (await asking.Editor.Write("""{ "version": 1, "agents": { "main": { "allowlist": [{ "pattern": "/bin/tool" }] } } }""", null)).Error.ShouldBeNull();
        ExecVerdict runs = await asking.Policy.Decide(Wrapped("nice tool x"), new ExecPreferences());
        (runs.Outcome, runs.Text).ShouldBe((ExecVerdictOutcome.Run, "nice /opt/real/tool x"));
        runs.Steps.ShouldHaveSingleItem().Argv.ShouldBe(["nice", "/opt/real/tool", "x"]);

        ExecVerdict refused = await asking.Policy.Decide(Wrapped("nice tool $(x)"), new ExecPreferences());
        (refused.Outcome, refused.Steps.Count).ShouldBe((ExecVerdictOutcome.Refuse, 0));
        ExecVerdict unfound = await asking.Policy.Decide(Wrapped("nice other"), new ExecPreferences());
        (unfound.Outcome, unfound.Steps.Count).ShouldBe((ExecVerdictOutcome.Refuse, 0));
    }

    [Fact]
    public async Task Another_program_found_inside_of_the_same_words_is_not_what_was_approved()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway);
        var asking = new Asking(host);
        ExecCall call = Wrapped("nice tool");
        await asking.Ask(call: call);
        await asking.Answer("allow-session");
        await asking.Ended();

        ExecCall moved = call with { Programs = [call.Programs[0], call.Programs[1] with { Path = "/work/bin/tool", RealPath = "/work/bin/tool" }] };
        (await asking.AsGrain().Redeem(moved)).ShouldBeNull();
        (await asking.Policy.Decide(moved, new ExecPreferences())).Outcome.ShouldBe(ExecVerdictOutcome.Ask);
        (await asking.AsGrain().Redeem(call)).ShouldNotBeNull();
    }

    [Fact]
    public async Task What_runs_whatever_it_is_told_is_shown_as_that()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway);
        (await new Asking(host).Ask(call: Asking.Call("sudo tool", "sudo"))).ResolvedPath.ShouldBe("/bin/sudo, which runs what it is told and looks that up when it starts");
    }

    [Fact]
    public async Task A_home_in_a_list_is_that_of_the_nodes_user()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, "{ tools: { exec: { host: \"node\" } } }");
        var asking = new Asking(host);
        (await asking.Editor.Write("""{ "version": 1, "agents": { "main": { "allowlist": [{ "pattern": "~/bin/*" }] } } }""", null)).Error.ShouldBeNull();
        ExecCall call = Asking.Call() with { Host = "node", NodeId = "n", Programs = [new ProgramFact("tool", "/home/ann/bin/tool", "/home/ann/bin/tool", Hash)] };
        (await asking.Policy.Decide(call, new ExecPreferences())).Outcome.ShouldBe(ExecVerdictOutcome.Ask);
        (await asking.Policy.Decide(call with { Home = "/home/ann" }, new ExecPreferences())).Outcome.ShouldBe(ExecVerdictOutcome.Run);
        (await asking.Policy.Decide(call with { Home = "/home/eve" }, new ExecPreferences())).Outcome.ShouldBe(ExecVerdictOutcome.Ask);
    }

    [Fact]
    public async Task A_switch_that_would_do_nothing_is_refused_with_what_to_write_instead()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway);
        ExecDocumentResult result = await new Asking(host).Editor.Write("""{ "version": 1, "defaults": { "autoAllowSkills": true } }""", null);
        result.Error!.ShouldStartWith("defaults.autoAllowSkills: no skill brings programs here");
        result.View.Exists.ShouldBeFalse();
    }

    [Fact]
    public async Task Always_adds_nothing_to_a_list_that_is_full()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway);
        var asking = new Asking(host);
        string entries = string.Join(',', Enumerable.Range(0, 512).Select(static i => $$"""{ "pattern": "/opt/{{i}}" }"""));
        string seen = (await asking.Editor.Write($$"""{ "version": 1, "agents": { "main": { "allowlist": [{{entries}}] } } }""", null)).View.Hash;
        await asking.Policy.Remember("a1", "main", ["/bin/ls"], "ls x");
        (await asking.Editor.Show()).Hash.ShouldBe(seen);
        (await asking.Records("exec.approvals.not-added")).ShouldHaveSingleItem();
    }

    private static ExecCall Wrapped(string command) => Asking.Call(command) with
    {
        Programs = [new ProgramFact("nice", "/usr/bin/nice", "/usr/bin/nice", Hash), new ProgramFact("tool", "/bin/tool", "/opt/real/tool", Hash)],
    };
}
