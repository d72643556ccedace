using Moltbot.Storage.Grains;
using Moltbot.Storage.Sql;
using Moltbot.Storage.Tests.Support;
using Moltbot.Storage.Transcripts;
using Moltbot.Storage.Turns;
using Orleans.Storage;

namespace Moltbot.Storage.Tests.Grains;

public abstract class SealedGrainStorageTests(StorageFixture fixture)
{
    private readonly SealedGrainStorage storage = fixture.Get<SealedGrainStorage>();
    private readonly ITranscriptStore transcripts = fixture.Get<ITranscriptStore>();
    private readonly ITurnStore turns = fixture.Get<ITurnStore>();
    private readonly GrainId grain = GrainId.Create("session", $"{StorageFixture.NewTenant()}/agent:main:main");

    private string Tenant => grain.Key.ToString()!.Split('/')[0];

    private TranscriptKey Transcript => new(Tenant, "agent:main:main", "s");

    [Fact]
    public async Task A_grain_never_written_has_no_record()
    {
        var state = await ReadAsync();
        (state.RecordExists, state.ETag, state.State!.Text).ShouldBe((false, null, null));
    }

    [Fact]
    public async Task What_is_written_is_read_by_the_next_activation()
    {
        var state = State("hello");
        await storage.WriteStateAsync("state", grain, state);
        state.RecordExists.ShouldBeTrue();
        var read = await ReadAsync();
        (read.RecordExists, read.ETag, read.State!.Text).ShouldBe((true, state.ETag, "hello"));
        state.State!.Text = "again";
        await storage.WriteStateAsync("state", grain, state);
        (await ReadAsync()).State!.Text.ShouldBe("again");
    }

    [Fact]
    public async Task An_outdated_etag_is_a_conflict_that_names_both_versions()
    {
        var state = State("one");
        await storage.WriteStateAsync("state", grain, state);
        var old = await ReadAsync();
        await storage.WriteStateAsync("state", grain, state);
        var error = await Should.ThrowAsync<InconsistentStateException>(() => storage.WriteStateAsync("state", grain, old));
        error.StoredEtag.ShouldBe(state.ETag);
        error.CurrentEtag.ShouldBe(old.ETag);
        await Should.ThrowAsync<InconsistentStateException>(() => storage.ClearStateAsync("state", grain, old));
        await Should.ThrowAsync<InconsistentStateException>(() => storage.WriteStateAsync("state", grain, new GrainState<Note>(new Note(), "no number")));
    }

    [Fact]
    public async Task Of_first_writers_in_a_race_one_wins_and_one_row_is_left()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(async i =>
        {
            try
            {
                await storage.WriteStateAsync("state", grain, State($"{i}"));
                return true;
            }
            catch (InconsistentStateException)
            {
                return false;
            }
        }));
        outcomes.Count(won => won).ShouldBe(1);
        (await fixture.Get<IDatabase>().NumberAsync(
            new Statement("SELECT count(*) FROM grain_state WHERE grain_key = $1"), TestContext.Current.CancellationToken, grain.Key.ToString()!)).ShouldBe(1);
    }

    [Fact]
    public async Task A_cleared_state_is_gone_and_its_old_etag_fits_nothing_later()
    {
        var state = State("one");
        await storage.WriteStateAsync("state", grain, state);
        var stale = await ReadAsync();
        await storage.ClearStateAsync("state", grain, state);
        (state.RecordExists, state.ETag, state.State!.Text).ShouldBe((false, null, null));
        (await ReadAsync()).RecordExists.ShouldBeFalse();
        await storage.WriteStateAsync("state", grain, State("new"));
        await Should.ThrowAsync<InconsistentStateException>(() => storage.WriteStateAsync("state", grain, stale));
    }

    [Fact]
    public async Task Clearing_what_is_not_there_is_fine_unless_somebody_wrote_it()
    {
        await storage.ClearStateAsync("state", grain, State("x"));
        await storage.WriteStateAsync("state", grain, State("one"));
        await Should.ThrowAsync<InconsistentStateException>(() => storage.ClearStateAsync("state", grain, State("x")));
    }

    [Fact]
    public async Task States_of_one_grain_and_grains_of_one_key_are_apart()
    {
        await storage.WriteStateAsync("state", grain, State("one"));
        await storage.WriteStateAsync("other", grain, State("two"));
        await storage.WriteStateAsync("state", GrainId.Create("device", grain.Key.ToString()!), State("three"));
        (await ReadAsync()).State!.Text.ShouldBe("one");
    }

    [Fact]
    public async Task Nothing_of_the_state_is_readable_in_the_table()
    {
        await storage.WriteStateAsync("state", grain, State("a very secret word"));
        var payload = (await fixture.Get<IDatabase>().QueryAsync(
            new Statement("SELECT payload FROM grain_state WHERE grain_key = $1"), row => row.GetBytes(0), TestContext.Current.CancellationToken, grain.Key.ToString()!))[0];
        payload.AsSpan().IndexOf("secret"u8).ShouldBe(-1);
    }

    [Fact]
    public async Task A_state_and_what_it_takes_with_it_are_stored_in_one()
    {
        await EnqueueAsync("r1");
        var head = new GrainState<Head>(new Head());
        await WriteTurnAsync(head, 1, "r1");
        head.State!.CommitWith.ShouldBeEmpty();
        (await StoredAsync("r1")).ShouldBe((1, 1, TurnStatus.Ok));
        await EnqueueAsync("r2");
        await WriteTurnAsync(head, 2, "r2");
        (await StoredAsync("r2")).ShouldBe((2, 2, TurnStatus.Ok));
        (await ReadHeadAsync()).State!.CommitWith.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_a_state_that_is_another_writers_nothing_is_stored()
    {
        await EnqueueAsync("r1");
        var head = new GrainState<Head>(new Head());
        await storage.WriteStateAsync("state", grain, head);
        var old = await ReadHeadAsync();
        await storage.WriteStateAsync("state", grain, head);

        await Should.ThrowAsync<InconsistentStateException>(() => WriteTurnAsync(old, 1, "r1"));

        old.State!.CommitWith.Count.ShouldBe(2);
        (await StoredAsync("r1")).ShouldBe((0, 0, TurnStatus.Running));
    }

    [Fact]
    public async Task A_row_that_is_taken_keeps_the_state_from_being_stored()
    {
        await EnqueueAsync("r1");
        await transcripts.AppendAsync(Transcript, [Row(1)]);
        var head = new GrainState<Head>(new Head());
        await storage.WriteStateAsync("state", grain, head);

        await Should.ThrowAsync<InconsistentStateException>(() => WriteTurnAsync(head, 1, "r1"));

        (await StoredAsync("r1")).ShouldBe((0, 1, TurnStatus.Running));
    }

    [Fact]
    public async Task A_turn_that_has_ended_does_not_keep_the_state_from_being_stored()
    {
        var head = new GrainState<Head>(new Head());
        await WriteTurnAsync(head, 1, "never enqueued");
        (await ReadHeadAsync()).State!.Sequence.ShouldBe(1);
    }

    private static GrainState<Note> State(string text) => new(new Note { Text = text });

    private static TranscriptRow Row(long sequence) => new(sequence, DateTimeOffset.UnixEpoch, Bytes.Of("text"));

    private Task<TurnEnqueueResult> EnqueueAsync(string runId) => turns.EnqueueAsync(
        new NewTurn(Tenant, "agent:main:main", runId, Bytes.Of("text"), DateTimeOffset.UnixEpoch) { ClaimedBy = 1 });

    private async Task WriteTurnAsync(GrainState<Head> head, long sequence, string runId)
    {
        head.State!.Sequence = sequence;
        head.State.CommitWith =
        [
            await transcripts.PrepareAppendAsync(Transcript, [Row(sequence)]),
            await turns.PrepareCompleteAsync(new TurnCompletion
            {
                Tenant = Tenant, RunId = runId, OwnerEpoch = 1, Status = TurnStatus.Ok, Outcome = Bytes.Of("{}"), EndedAt = DateTimeOffset.UnixEpoch,
            }),
        ];
        await storage.WriteStateAsync("state", grain, head);
    }

    /// <summary>The head, the rows, and how the turn stands.</summary>
    private async Task<(long Head, long Rows, TurnStatus Turn)> StoredAsync(string runId) => (
        (await ReadHeadAsync()).State!.Sequence,
        await transcripts.CountAsync(Transcript, long.MaxValue),
        (await turns.FindAsync(Tenant, runId))!.Status);

    private async Task<GrainState<Head>> ReadHeadAsync()
    {
        var head = new GrainState<Head>();
        await storage.ReadStateAsync("state", grain, head);
        return head;
    }

    private async Task<GrainState<Note>> ReadAsync()
    {
        var state = new GrainState<Note>();
        await storage.ReadStateAsync("state", grain, state);
        return state;
    }
}
