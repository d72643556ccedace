using Moltbot.Storage.Tests.Support;
using Moltbot.Storage.Turns;

namespace Moltbot.Storage.Tests.Turns;

public abstract class TurnStoreTests(StorageFixture fixture)
{
    private const string Session = "agent:main:main";
    private static readonly DateTimeOffset At = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly ITurnStore store = fixture.Get<ITurnStore>();
    private readonly string tenant = StorageFixture.NewTenant();

    [Fact]
    public async Task A_run_id_is_queued_once_per_tenant()
    {
        var first = await store.EnqueueAsync(Turn("r1", "hello"));
        first.IsExisting.ShouldBeFalse();
        first.Turn.Status.ShouldBe(TurnStatus.Queued);
        var again = await store.EnqueueAsync(Turn("r1", "another text"));
        again.IsExisting.ShouldBeTrue();
        again.Turn.Payload.Text().ShouldBe("hello");
        (await store.EnqueueAsync(Turn("r1", "x") with { Tenant = StorageFixture.NewTenant() })).IsExisting.ShouldBeFalse();
    }

    [Fact]
    public async Task Racing_enqueues_store_one_turn()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => store.EnqueueAsync(Turn("r1", $"{i}"))));
        results.Count(result => !result.IsExisting).ShouldBe(1);
        results.Select(result => result.Turn.Payload.Text()).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_turn_can_be_revised_as_long_as_it_is_queued()
    {
        await store.EnqueueAsync(Turn("r1", "hello"));
        (await store.ReviseAsync(tenant, "r1", Bytes.Of("hello!"))).ShouldBeTrue();
        (await store.FindAsync(tenant, "r1"))!.Payload.Text().ShouldBe("hello!");
        await store.ClaimAsync(tenant, "r1", 1, At);
        (await store.ReviseAsync(tenant, "r1", Bytes.Of("too late"))).ShouldBeFalse();
        (await store.ReviseAsync(tenant, "missing", Bytes.Of("x"))).ShouldBeFalse();
        (await store.FindAsync(tenant, "r1"))!.Payload.Text().ShouldBe("hello!");
    }

    [Fact]
    public async Task Only_one_claim_of_a_queued_turn_succeeds()
    {
        await store.EnqueueAsync(Turn("r1"));
        var claims = await Task.WhenAll(Enumerable.Range(1, 4).Select(epoch => store.ClaimAsync(tenant, "r1", epoch, At)));
        claims.Count(claimed => claimed).ShouldBe(1);
        (await store.ClaimAsync(tenant, "missing", 1, At)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_turn_stored_as_claimed_is_its_owners_at_once()
    {
        var stored = await store.EnqueueAsync(Turn("r1") with { ClaimedBy = 3 });
        stored.IsExisting.ShouldBeFalse();
        var found = (await store.FindAsync(tenant, "r1"))!;
        stored.Turn.ShouldBe(found with { Payload = stored.Turn.Payload });
        found.Payload.Text().ShouldBe("text");
        (stored.Turn.Status, stored.Turn.OwnerEpoch, stored.Turn.StartedAt).ShouldBe((TurnStatus.Running, 3, At));
        (await store.ClaimAsync(tenant, "r1", 4, At)).ShouldBeFalse();
        (await store.EnqueueAsync(Turn("r1") with { ClaimedBy = 4 })).Turn.OwnerEpoch.ShouldBe(3);
        (await store.ReclaimAsync(tenant, "r1", 4)).ShouldBeTrue();
        (await store.CompleteAsync(Completion("r1", 3, TurnStatus.Ok))).ShouldBeFalse();
    }

    [Fact]
    public async Task Open_turns_are_listed_in_order_and_ended_ones_are_not()
    {
        foreach (var run in new[] { "b", "a", "c" })
        {
            await store.EnqueueAsync(Turn(run));
        }

        await store.ClaimAsync(tenant, "b", 1, At);
        await store.CompleteAsync(Completion("a", 1, TurnStatus.Aborted));
        var open = await store.OpenAsync(tenant, Session);
        open.Select(turn => (turn.RunId, turn.Status)).ShouldBe([("b", TurnStatus.Running), ("c", TurnStatus.Queued)]);
    }

    [Fact]
    public async Task A_turn_ends_once_and_keeps_how()
    {
        await store.EnqueueAsync(Turn("r1"));
        await store.ClaimAsync(tenant, "r1", 3, At.AddSeconds(1));
        (await store.CompleteAsync(Completion("r1", 3, TurnStatus.Error) with { Outcome = Bytes.Of("boom") })).ShouldBeTrue();
        (await store.CompleteAsync(Completion("r1", 3, TurnStatus.Ok))).ShouldBeFalse();
        var turn = (await store.FindAsync(tenant, "r1"))!;
        turn.Status.ShouldBe(TurnStatus.Error);
        turn.Outcome!.Value.Text().ShouldBe("boom");
        turn.StartedAt.ShouldBe(At.AddSeconds(1));
        turn.EndedAt.ShouldBe(At.AddSeconds(9));
    }

    [Fact]
    public async Task An_owner_that_was_taken_over_cannot_end_the_turn()
    {
        await store.EnqueueAsync(Turn("r1"));
        await store.ClaimAsync(tenant, "r1", 1, At);
        (await store.ReclaimAsync(tenant, "r1", 1)).ShouldBeFalse();
        (await store.ReclaimAsync(tenant, "r1", 2)).ShouldBeTrue();
        (await store.CompleteAsync(Completion("r1", 1, TurnStatus.Ok))).ShouldBeFalse();
        (await store.CompleteAsync(Completion("r1", 2, TurnStatus.Interrupted))).ShouldBeTrue();
    }

    [Fact]
    public async Task Why_a_turn_was_stopped_is_kept_from_its_owner_on_and_the_first_reason_stays()
    {
        await store.EnqueueAsync(Turn("r1"));
        (await store.OpenAsync(tenant, Session)).Single().StopReason.ShouldBeNull();
        (await store.StopAsync(tenant, "r1", 1, "rpc")).ShouldBeTrue();
        (await store.StopAsync(tenant, "r1", 1, "stop")).ShouldBeTrue();
        await store.ClaimAsync(tenant, "r1", 2, At);
        (await store.StopAsync(tenant, "r1", 1, "stop")).ShouldBeFalse();
        (await store.OpenAsync(tenant, Session)).Single().StopReason.ShouldBe("rpc");
        await store.CompleteAsync(Completion("r1", 2, TurnStatus.Aborted));
        (await store.StopAsync(tenant, "r1", 2, "stop")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_turn_does_not_end_as_running()
    {
        await store.EnqueueAsync(Turn("r1"));
        await Should.ThrowAsync<ArgumentException>(() => store.CompleteAsync(Completion("r1", 1, TurnStatus.Running)));
    }

    [Fact]
    public async Task Sessions_with_open_turns_are_found_page_by_page()
    {
        foreach (var session in new[] { "s1", "s2", "s3" })
        {
            await store.EnqueueAsync(Turn($"{session}-1") with { SessionKey = session });
            await store.EnqueueAsync(Turn($"{session}-2") with { SessionKey = session });
        }

        await store.CompleteAsync(Completion("s2-1", 1, TurnStatus.Ok));
        await store.CompleteAsync(Completion("s2-2", 1, TurnStatus.Ok));
        var first = await store.OpenSessionsAsync(new OpenSession(tenant, ""), 1);
        first.ShouldBe([new OpenSession(tenant, "s1")]);
        (await store.OpenSessionsAsync(first[0], 1)).ShouldBe([new OpenSession(tenant, "s3")]);
        (await store.OpenSessionsAsync(null, 10_000)).ShouldContain(new OpenSession(tenant, "s1"));
    }

    [Fact]
    public async Task Pruning_removes_old_ended_turns_alone()
    {
        await store.EnqueueAsync(Turn("old"));
        await store.EnqueueAsync(Turn("open"));
        await store.CompleteAsync(Completion("old", 1, TurnStatus.Ok) with { EndedAt = At.AddYears(-20) });
        (await store.PruneAsync(At.AddYears(-19))).ShouldBe(1);
        (await store.FindAsync(tenant, "old")).ShouldBeNull();
        (await store.FindAsync(tenant, "open")).ShouldNotBeNull();
    }

    private NewTurn Turn(string runId, string payload = "text") => new(tenant, Session, runId, Bytes.Of(payload), At);

    private TurnCompletion Completion(string runId, long epoch, TurnStatus status) => new()
    {
        Tenant = tenant,
        RunId = runId,
        OwnerEpoch = epoch,
        Status = status,
        Outcome = Bytes.Of("{}"),
        EndedAt = At.AddSeconds(9),
    };
}
