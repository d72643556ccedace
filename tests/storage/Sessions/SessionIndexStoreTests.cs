using Moltbot.Storage.Sessions;
using Moltbot.Storage.Tests.Support;

namespace Moltbot.Storage.Tests.Sessions;

public abstract class SessionIndexStoreTests(StorageFixture fixture)
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly ISessionIndexStore store = fixture.Get<ISessionIndexStore>();
    private readonly string tenant = StorageFixture.NewTenant();

    [Fact]
    public async Task A_row_comes_back_as_it_went_in()
    {
        var row = Row("agent:main:a", 1) with { SessionId = "sid", Label = "work", SpawnedBy = "agent:main:main", Revision = 4 };
        await store.UpsertAsync(tenant, [row]);
        var read = (await store.GetAsync(tenant, row.Key))!;
        (read with { Payload = row.Payload }).ShouldBe(row);
        read.Payload.Text().ShouldBe("payload of agent:main:a");
        (await store.FindBySessionIdAsync(tenant, "sid"))!.Key.ShouldBe(row.Key);
        (await store.FindBySessionIdAsync(tenant, "other")).ShouldBeNull();
    }

    [Fact]
    public async Task The_newest_come_first_and_no_more_than_asked_for()
    {
        await store.UpsertAsync(tenant, [Row("c", 1), Row("a", 3), Row("b", 2), Row("d", 3)]);
        (await ListAsync(new SessionFilter(), 3)).ShouldBe(["a", "d", "b"]);
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => store.ListAsync(tenant, new SessionFilter(), 0));
    }

    [Fact]
    public async Task Filters_combine()
    {
        await store.UpsertAsync(tenant,
        [
            Row("1", 1) with { AgentId = "ops", Label = "x" },
            Row("2", 2) with { Label = "x", SpawnedBy = "p" },
            Row("3", 3) with { Label = "y", SpawnedBy = "p" },
            Row("global", 4),
        ]);
        (await ListAsync(new SessionFilter { AgentId = "ops" })).ShouldBe(["1"]);
        (await ListAsync(new SessionFilter { Label = "x" })).ShouldBe(["2", "1"]);
        (await ListAsync(new SessionFilter { Label = "x", SpawnedBy = "p" })).ShouldBe(["2"]);
        (await ListAsync(new SessionFilter { SpawnedBy = "p", UpdatedSince = At.AddMinutes(3) })).ShouldBe(["3"]);
        (await ListAsync(new SessionFilter { ExcludedKeys = ["global", "unknown"] })).ShouldBe(["3", "2", "1"]);
        (await ListAsync(new SessionFilter { AgentId = "main", UpdatedSince = At.AddMinutes(3), ExcludedKeys = ["3"] })).ShouldBe(["global"]);
    }

    [Fact]
    public async Task A_stream_passes_every_row_once_across_pages()
    {
        var rows = Enumerable.Range(0, 1203).Select(i => Row($"k{i:0000}", i / 3)).ToArray();
        await store.UpsertAsync(tenant, rows);
        var seen = new List<SessionIndexRow>();
        await foreach (var row in store.StreamAsync(tenant, new SessionFilter { ExcludedKeys = ["k0007"] }))
        {
            seen.Add(row);
        }

        seen.Select(row => row.Key).ShouldBe(rows.Where(row => row.Key != "k0007").OrderByDescending(row => row.UpdatedAt).ThenBy(row => row.Key, StringComparer.Ordinal).Select(row => row.Key));
    }

    [Fact]
    public async Task Counts_follow_inserts_updates_moves_and_deletes()
    {
        await store.UpsertAsync(tenant, [Row("1", 1), Row("2", 1), Row("3", 1) with { AgentId = "ops" }]);
        await store.UpsertAsync(tenant, [Row("1", 2)]);
        (await store.CountAsync(tenant)).ShouldBe(3);
        (await store.CountAsync(tenant, "main")).ShouldBe(2);
        await store.UpsertAsync(tenant, [Row("2", 3) with { AgentId = "ops" }]);
        (await store.CountAsync(tenant, "ops")).ShouldBe(2);
        (await store.DeleteAsync(tenant, "3")).ShouldBeTrue();
        (await store.DeleteAsync(tenant, "3")).ShouldBeFalse();
        (await store.CountAsync(tenant)).ShouldBe(2);
        (await store.CountAsync(tenant, "ops")).ShouldBe(1);
        (await store.CountAsync(StorageFixture.NewTenant())).ShouldBe(0);
    }

    [Fact]
    public async Task An_older_revision_does_not_replace_a_newer_one()
    {
        await store.UpsertAsync(tenant, [Row("1", 5) with { Revision = 5, Label = "new" }]);
        await store.UpsertAsync(tenant, [Row("1", 4) with { Revision = 4, Label = "old" }]);
        (await store.GetAsync(tenant, "1"))!.Label.ShouldBe("new");
    }

    [Fact]
    public async Task Concurrent_batches_over_the_same_rows_all_come_through()
    {
        var keys = Enumerable.Range(0, 20).Select(i => $"k{i}").ToArray();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => store.UpsertAsync(
            tenant, [.. (i % 2 == 0 ? keys : keys.Reverse()).Select(key => Row(key, i) with { AgentId = $"agent{i % 3}" })])));
        (await store.CountAsync(tenant)).ShouldBe(20);
    }

    private async Task<IEnumerable<string>> ListAsync(SessionFilter filter, int limit = 10) => (await store.ListAsync(tenant, filter, limit)).Select(row => row.Key);

    private static SessionIndexRow Row(string key, int minute) => new()
    {
        Key = key,
        AgentId = "main",
        UpdatedAt = At.AddMinutes(minute),
        Payload = Bytes.Of($"payload of {key}"),
    };
}
