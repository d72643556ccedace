using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Approvals;
using Moltbot.Grains.Tests.Security;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;

namespace Moltbot.Grains.Tests.Approvals;

/// <summary>What a session remembers of what was allowed, and how much of it.</summary>
public sealed class ExecAllowancesTests : IDisposable
{
    private static readonly GrainKey Session = GrainKey.ForSession(TenantId.Default, "agent:main:main");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_allowed_for_a_session_is_no_change_of_the_tenants_rules()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway);
        var asking = new Asking(host);
        (await asking.Editor.Write("""{ "version": 1 }""", null)).Error.ShouldBeNull();
        int written = 0, allowed = 0;
        host.Rows.Changes = state =>
        {
            written += state is ExecPolicyState ? 1 : 0;
            allowed += state is ExecAllowancesState ? 1 : 0;
        };
        await asking.Ask();
        await asking.Answer("allow-session");
        await asking.Ended();

        (await asking.Policy.Decide(Asking.Call(), new ExecPreferences())).Outcome.ShouldBe(ExecVerdictOutcome.Run);
        (written, allowed).ShouldBe((0, 1));
    }

    [Fact]
    public async Task Another_session_of_the_same_conversation_id_is_allowed_nothing()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway);
        var asking = new Asking(host);
        ExecVerdict verdict = await asking.Policy.Decide(Asking.Call() with { SessionKey = "agent:main:other" }, new ExecPreferences());
        await host.AsGrain<IExecAllowancesGrain>(Session).Add("s1", verdict.Hash);

        (await asking.Policy.Decide(Asking.Call() with { SessionKey = "agent:main:other" }, new ExecPreferences())).Outcome.ShouldBe(ExecVerdictOutcome.Ask);
    }

    [Fact]
    public async Task A_conversation_remembers_so_many_runs_and_forgets_the_first()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);
        IExecAllowancesGrain session = host.AsGrain<IExecAllowancesGrain>(Session);
        for (int run = 0; run < 128; run++)
        {
            await session.Add("s1", $"run {run}");
        }

        (await session.Has("s1", "run 0")).ShouldBeTrue();
        await session.Add("s1", "run 5");
        (await session.Has("s1", "run 0")).ShouldBeTrue("the same again takes no place");
        await session.Add("s1", "run 128");
        (await session.Has("s1", "run 0")).ShouldBeFalse();
        (await session.Has("s1", "run 1")).ShouldBeTrue();
        (await session.Has("s1", "run 128")).ShouldBeTrue();
    }

    [Fact]
    public async Task Answers_to_ended_conversations_take_few_places()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);
        IExecAllowancesGrain session = host.AsGrain<IExecAllowancesGrain>(Session);
        string[] answered = ["s1", "s2", "s3", "s4", "s1", "s5"];
        for (int run = 0; run < answered.Length; run++)
        {
            await session.Add(answered[run], $"run {run}");
        }

        (await session.Has("s2", "run 1")).ShouldBeFalse("it was added to longest ago");
        foreach (int run in (int[])[0, 2, 3, 4, 5])
        {
            (await session.Has(answered[run], $"run {run}")).ShouldBeTrue($"run {run}");
        }

        (await session.Has("s1", "run 2")).ShouldBeFalse();
    }

    [Fact]
    public async Task What_could_not_be_stored_was_never_allowed()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);
        IExecAllowancesGrain session = host.AsGrain<IExecAllowancesGrain>(Session);
        host.Rows.Fails = static state => state == "exec-allowances";
        await Should.ThrowAsync<Exception>(() => session.Add("s1", "run"));
        host.Rows.Fails = static _ => false;

        (await session.Has("s1", "run")).ShouldBeFalse();
        await session.Add("s1", "run");
        (await session.Has("s1", "run")).ShouldBeTrue();
    }

    [Fact]
    public async Task What_cannot_be_forgotten_keeps_no_session_from_beginning_anew()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);
        ISessionGrain session = host.AsGrain<ISessionGrain>(Session);
        await session.Mirror("agent:main:main", "said before");
        string before = (await session.Entry())!.SessionId;
        IExecAllowancesGrain allowances = host.AsGrain<IExecAllowancesGrain>(Session);
        await allowances.Add(before, "run");
        host.Rows.Fails = static state => state == "exec-allowances";

        SessionEntry after = await session.Reset("agent:main:main");

        after.SessionId.ShouldNotBe(before);
        (await allowances.Has(before, "run")).ShouldBeTrue("it could not be forgotten");
        (await allowances.Has(after.SessionId, "run")).ShouldBeFalse("and is no other conversation's");
        host.Rows.Fails = static _ => false;
        await session.Reset("agent:main:main");
        (await allowances.Has(before, "run")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_session_with_nothing_left_has_no_row()
    {
        await using (GrainHost host = await GrainHost.Start(_folder.Path))
        {
            IExecAllowancesGrain session = host.AsGrain<IExecAllowancesGrain>(Session);
            await session.KeepOnly("s0");
            StoredRows.Grains(_folder.Path).Select(static row => row.State).ShouldNotContain("exec-allowances");
            await session.Add("s1", "run");
            await session.Add("s2", "run");
            await session.KeepOnly("s2");
            ((await session.Has("s1", "run")), (await session.Has("s2", "run"))).ShouldBe((false, true));
            StoredRows.Grains(_folder.Path).Select(static row => row.State).ShouldContain("exec-allowances");
            await session.KeepOnly("s3");
            await session.KeepOnly(null);
        }

        StoredRows.Grains(_folder.Path).Select(static row => row.State).ShouldNotContain("exec-allowances");
    }
}
