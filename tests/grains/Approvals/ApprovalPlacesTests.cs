using Moltbot.GrainInterfaces.Approvals;
using Moltbot.Grains.Approvals;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Approvals;

/// <summary>Neither a session nor an asker takes the places of all others.</summary>
public sealed class ApprovalPlacesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_session_that_asks_without_end_is_told_what_waits_and_others_ask_on()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway);
        var asking = new Asking(host);
        for (int i = 0; i < ApprovalQueueGrain.MaxOfSession; i++)
        {
            await asking.Ask("a" + i, Asking.Call("tool " + i) with { AskedBy = "telegram:" + i });
        }

        ApprovalOpening refused = await asking.AsGrain("more").Ask("more", new ApprovalAsk { Call = Asking.Call("tool more") });
        refused.Refusal.ShouldBe("as many approvals of this session wait as may (16): a0, a1, a2, a3, a4 and 11 more. Answer them, or ask again when they have ended");
        (await asking.As("device:bob", "more").Show()).ShouldBeNull();
        (await asking.Records("exec.approval.request")).Count.ShouldBe(ApprovalQueueGrain.MaxOfSession, "what does not wait was not asked");
        (await asking.AsGrain("a0").Ask("a0", new ApprovalAsk { Call = Asking.Call("tool 0") with { AskedBy = "telegram:0" } })).Refusal.ShouldBeNull("it waits already");
        await asking.Ask("other", Asking.Call() with { SessionKey = "agent:main:other" });

        await asking.Answer("deny", id: "a3");
        await Waits.Until(async () => !(await asking.Queue.List()).Contains("a3"), "the end of a3");
        await asking.Ask("more", Asking.Call("tool more"));
    }

    [Fact]
    public async Task An_asker_leaves_places_to_others_whatever_sessions_it_names()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway);
        var asking = new Asking(host);
        for (int i = 0; i < ApprovalQueueGrain.MaxOfAsker; i++)
        {
            (await Open("a" + i, "device:eve")).Refusal.ShouldBeNull();
        }

        (await Open("more", "device:eve")).Refusal.ShouldBe(
            "as many approvals of this asker wait as may (64): a0, a1, a2, a3, a4 and 59 more. Answer them, or ask again when they have ended");
        (await Open("anns", "device:ann")).Refusal.ShouldBeNull();
        await asking.Ask("agents", Asking.Call());

        Task<ApprovalOpening> Open(string id, string principal) =>
            asking.As(principal, id).Open(id, new ApprovalRequest { Command = "ls", SessionKey = Asking.Call().SessionKey });
    }

    [Fact]
    public async Task In_all_there_is_an_end_and_who_is_refused_learns_nothing_of_others()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway);
        var asking = new Asking(host);
        for (int i = 0; i < ApprovalQueueGrain.MaxWaiting; i++)
        {
            (await asking.Queue.Add("a" + i, long.MaxValue, "device:" + (i / ApprovalQueueGrain.MaxOfAsker), null)).ShouldBeNull();
        }

        (await asking.AsGrain("more").Ask("more", new ApprovalAsk { Call = Asking.Call() })).Refusal.ShouldBe("as many approvals wait as may in all (256), 0 of them of this asker");
    }

    [Fact]
    public async Task The_grants_of_one_asker_push_out_nobody_elses()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway);
        IApprovalQueueGrain queue = new Asking(host).Queue;
        await queue.KeepGrant("anns", "ls", long.MaxValue, "device:ann");
        for (int i = 0; i < ApprovalQueueGrain.MaxWaiting; i++)
        {
            await queue.KeepGrant("a" + i, "run" + i, long.MaxValue - 1, "device:eve");
        }

        (await queue.GrantsFor("ls")).ShouldBe(["anns"]);
        (await queue.GrantsFor("run0")).ShouldBeEmpty();
        (await queue.GrantsFor("run" + (ApprovalQueueGrain.MaxWaiting - ApprovalQueueGrain.MaxOfAsker))).ShouldHaveSingleItem();
        (await queue.GrantsFor("run" + (ApprovalQueueGrain.MaxWaiting - 1))).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(long.MinValue, null)]
    [InlineData(-1, null)]
    [InlineData(0, null)]
    [InlineData(1, 1)]
    [InlineData(86_400_000, 86_400_000)]
    [InlineData(86_400_001, 86_400_000)]
    [InlineData(long.MaxValue, 86_400_000)]
    public async Task A_wait_has_a_beginning_and_an_end(long timeoutMs, int? waits)
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Asking.Gateway);
        ApprovalOpening opening = await new Asking(host).As("device:ann").Open("a1", new ApprovalRequest { Command = "ls", TimeoutMs = timeoutMs });
        opening.Refusal.ShouldBe(waits is null ? "timeoutMs must be at least 1" : null);
        (opening.Approval is { } view ? view.ExpiresAt - view.CreatedAt : null as long?).ShouldBe(waits);
    }
}
