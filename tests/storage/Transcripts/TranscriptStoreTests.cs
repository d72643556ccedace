using Moltbot.Storage.Tests.Support;
using Moltbot.Storage.Transcripts;

namespace Moltbot.Storage.Tests.Transcripts;

public abstract class TranscriptStoreTests(StorageFixture fixture)
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly ITranscriptStore store = fixture.Get<ITranscriptStore>();
    private readonly TranscriptKey key = new(StorageFixture.NewTenant(), "agent:main:main", "s1");

    [Fact]
    public async Task Rows_come_back_as_they_went_in()
    {
        (await store.AppendAsync(key, Rows(1, 3))).ShouldBe(AppendOutcome.Appended);
        var row = (await store.ReadForwardAsync(key, after: 0, head: 3, count: 10))[1];
        row.Sequence.ShouldBe(2);
        row.CreatedAt.ShouldBe(At.AddSeconds(2));
        row.Payload.Text().ShouldBe("line 2");
    }

    [Fact]
    public async Task Readers_stop_at_the_head_they_know()
    {
        await store.AppendAsync(key, Rows(1, 5));
        Sequences(await store.ReadNewestAsync(key, head: 3, count: 2)).ShouldBe([2, 3]);
        Sequences(await store.ReadForwardAsync(key, after: 1, head: 3, count: 10)).ShouldBe([2, 3]);
        (await store.CountAsync(key, head: 3)).ShouldBe(3);
    }

    [Fact]
    public async Task A_taken_sequence_number_means_not_owner_and_undoes_the_whole_append()
    {
        await store.AppendAsync(key, Rows(1, 2));
        (await store.AppendAsync(key, [Row(2)])).ShouldBe(AppendOutcome.NotOwner);
        (await store.AppendAsync(key, Rows(3, 1))).ShouldBe(AppendOutcome.Appended);
        (await store.AppendAsync(key, Rows(2, 4))).ShouldBe(AppendOutcome.NotOwner);
        (await store.CountAsync(key, head: 100)).ShouldBe(3);
    }

    [Fact]
    public async Task Of_two_writers_that_append_the_same_numbers_one_wins()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.AppendAsync(key, Rows(1, 3))));
        outcomes.Count(outcome => outcome == AppendOutcome.Appended).ShouldBe(1);
        (await store.CountAsync(key, head: 100)).ShouldBe(3);
    }

    [Fact]
    public async Task Leftovers_beyond_the_head_are_cut_off()
    {
        await store.AppendAsync(key, Rows(1, 4));
        (await store.TruncateAsync(key, head: 2)).ShouldBe(2);
        (await store.AppendAsync(key, Rows(3, 1))).ShouldBe(AppendOutcome.Appended);
    }

    [Fact]
    public async Task Archived_rows_leave_the_transcript_and_stay_readable()
    {
        await store.AppendAsync(key, Rows(1, 5));
        (await store.ArchiveAsync(key, "compact-1", upTo: 3)).ShouldBe(3);
        (await store.ArchiveAsync(key, "compact-1", upTo: 3)).ShouldBe(0);
        Sequences(await store.ReadForwardAsync(key, 0, 5, 10)).ShouldBe([4, 5]);
        var archived = await store.ReadArchiveAsync(key, "compact-1", after: 1, count: 10);
        archived.Select(row => row.Payload.Text()).ShouldBe(["line 2", "line 3"]);
    }

    [Fact]
    public async Task Deleting_keeps_the_archives_unless_told_otherwise()
    {
        await store.AppendAsync(key, Rows(1, 4));
        await store.ArchiveAsync(key, "a", upTo: 2);
        (await store.DeleteAsync(key, includeArchives: false)).ShouldBe(2);
        (await store.ReadArchiveAsync(key, "a", 0, 10)).Count.ShouldBe(2);
        (await store.DeleteAsync(key, includeArchives: true)).ShouldBe(2);
        (await store.ReadArchiveAsync(key, "a", 0, 10)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Transcripts_of_other_sessions_and_tenants_are_apart()
    {
        await store.AppendAsync(key, Rows(1, 2));
        (await store.CountAsync(key with { SessionId = "s2" }, 10)).ShouldBe(0);
        (await store.CountAsync(key with { Tenant = StorageFixture.NewTenant() }, 10)).ShouldBe(0);
    }

    [Fact]
    public async Task Numbers_with_gaps_are_refused()
    {
        var error = await Should.ThrowAsync<ArgumentException>(() => store.AppendAsync(key, [Row(1), Row(3)]));
        error.Message.ShouldContain("sequence 3");
        await Should.ThrowAsync<ArgumentException>(() => store.AppendAsync(key, [Row(0)]));
    }

    [Fact]
    public async Task Text_that_a_database_cannot_hold_is_refused_alike()
    {
        // Not as InlineData: attributes cannot hold half a surrogate pair either.
        foreach (var text in new[] { "a\0b", "half \ud83d", "\ude00 half" })
        {
            await Should.ThrowAsync<ArgumentException>(() => store.AppendAsync(key with { SessionKey = text }, [Row(1)]));
        }

        (await store.AppendAsync(key with { SessionKey = "whole \ud83d\ude00" }, [Row(1)])).ShouldBe(AppendOutcome.Appended);
    }

    private static TranscriptRow[] Rows(int first, int count) => [.. Enumerable.Range(first, count).Select(Row)];

    private static TranscriptRow Row(int sequence) => new(sequence, At.AddSeconds(sequence), Bytes.Of($"line {sequence}"));

    private static IEnumerable<long> Sequences(IEnumerable<TranscriptRow> rows) => rows.Select(row => row.Sequence);
}
