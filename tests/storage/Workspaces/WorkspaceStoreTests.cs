using System.Text;
using Moltbot.Storage.Sealing;
using Moltbot.Storage.Sql;
using Moltbot.Storage.Tests.Support;
using Moltbot.Storage.Workspaces;

namespace Moltbot.Storage.Tests.Workspaces;

public abstract class WorkspaceStoreTests(StorageFixture fixture)
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Statement AllParts = new("SELECT name, payload FROM workspace_parts WHERE tenant = $1 ORDER BY name");
    private static readonly Statement SwapParts = new("UPDATE workspace_parts SET payload = $3 WHERE tenant = $1 AND name = $2");

    private readonly IWorkspaceStore _store = fixture.Get<IWorkspaceStore>();
    private readonly WorkspaceKey _workspace = new(StorageFixture.NewTenant(), "main");

    [Fact]
    public async Task Whoever_takes_it_compares_the_fence()
    {
        (await _store.FindAsync(_workspace)).ShouldBeNull();
        (await _store.TakeAsync(_workspace, 0, 1, At)).ShouldBeTrue();
        (await _store.TakeAsync(_workspace, 0, 1, At)).ShouldBeFalse();
        (await _store.FindAsync(_workspace)).ShouldBe(new WorkspaceRow(1, "", 0));
        (await _store.HoldAsync(_workspace, 1, "first", At)).ShouldBeTrue();
        (await _store.TakeAsync(_workspace, 1, 7, At)).ShouldBeTrue();
        (await _store.TakeAsync(_workspace, 1, 8, At)).ShouldBeFalse();
        (await _store.HoldAsync(_workspace, 1, "first", At)).ShouldBeFalse();
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => _store.TakeAsync(_workspace, 7, 7, At));
        (await _store.FindAsync(_workspace)).ShouldBe(new WorkspaceRow(7, "", 0), "nobody has it before it was brought");
    }

    [Fact]
    public async Task Of_many_who_take_it_at_once_one_has_it()
    {
        await _store.TakeAsync(_workspace, 0, 1, At);
        (await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _store.TakeAsync(_workspace, 1, 2, At)))).Count(static each => each).ShouldBe(1);
        (await Task.WhenAll(Enumerable.Range(0, 10).Select(number => _store.TakeAsync(_workspace, 2, number + 3, At)))).Count(static each => each).ShouldBe(1);
    }

    [Fact]
    public async Task A_version_is_stored_with_its_fence_and_the_one_before_it_or_not_at_all()
    {
        await _store.TakeAsync(_workspace, 0, 5, At);
        await _store.StorePartAsync(_workspace, "h1", Bytes.Of("one"), At);
        (await _store.CommitAsync(_workspace, 4, 0, Bytes.Of("old fence"), [], At)).ShouldBeFalse();
        (await _store.CommitAsync(_workspace, 5, 1, Bytes.Of("other version"), [], At)).ShouldBeFalse();
        (await _store.CommitAsync(_workspace, 5, 0, Bytes.Of("a part is missing"), ["h1", "h2"], At)).ShouldBeFalse();
        (await _store.ReadManifestAsync(_workspace, 1)).ShouldBeNull();
        (await _store.FindAsync(_workspace))!.Version.ShouldBe(0);

        (await _store.CommitAsync(_workspace, 5, 0, Bytes.Of("first"), ["h1"], At)).ShouldBeTrue();
        (await _store.CommitAsync(_workspace, 5, 0, Bytes.Of("again"), ["h1"], At)).ShouldBeFalse();
        Encoding.UTF8.GetString((await _store.ReadManifestAsync(_workspace, 1))!).ShouldBe("first");
        (await _store.FindAsync(_workspace))!.Version.ShouldBe(1);
    }

    [Fact]
    public async Task Of_many_who_store_the_same_version_one_does()
    {
        await _store.TakeAsync(_workspace, 0, 1, At);
        var stored = await Task.WhenAll(Enumerable.Range(0, 10).Select(number => _store.CommitAsync(_workspace, 1, 0, Bytes.Of($"{number}"), [], At)));
        stored.Count(static each => each).ShouldBe(1);
        Encoding.UTF8.GetString((await _store.ReadManifestAsync(_workspace, 1))!).ShouldBe($"{Array.IndexOf(stored, true)}");
    }

    [Fact]
    public async Task The_last_versions_are_kept()
    {
        await _store.TakeAsync(_workspace, 0, 1, At);
        for (var version = 0; version < 5; version++)
        {
            (await _store.CommitAsync(_workspace, 1, version, Bytes.Of($"{version + 1}"), [], At)).ShouldBeTrue();
        }

        (await _store.ReadManifestsAsync(_workspace)).Select(static each => Encoding.UTF8.GetString(each)).ShouldBe(["5", "4", "3"]);
        (await _store.ReadManifestAsync(_workspace, 2)).ShouldBeNull();
    }

    /// <summary>Attack T1: no part of another tenant, or agent, is found or named by its hash.</summary>
    [Fact]
    public async Task A_part_is_its_own_workspaces_and_sealed_to_its_row()
    {
        var stranger = new WorkspaceKey(StorageFixture.NewTenant(), "main");
        await _store.StorePartAsync(_workspace, "h1", Bytes.Of("one"), At);
        await _store.StorePartAsync(_workspace, "h2", Bytes.Of("two"), At);
        await _store.StorePartAsync(stranger, "h1", Bytes.Of("one"), At);
        (await _store.MissingAsync(_workspace with { AgentId = "other" }, ["h1"])).ShouldBe(["h1"]);
        (await _store.ReadPartAsync(stranger, "h2")).ShouldBeNull();
        (await _store.MissingAsync(_workspace, ["h1", "h2", "h3"])).ShouldBe(["h3"]);
        Encoding.UTF8.GetString((await _store.ReadPartAsync(_workspace, "h1"))!).ShouldBe("one");

        var rows = await Rows(_workspace.Tenant);
        rows.Select(static row => row.Name).ShouldNotContain("h1", "a name tells nobody what is in it");
        rows.Select(static row => row.Name).ShouldNotContain((await Rows(stranger.Tenant)).Single().Name, "nor that another tenant has it");
        rows.ShouldAllBe(static row => !Encoding.Latin1.GetString(row.Payload).Contains("one", StringComparison.Ordinal));
        await fixture.Get<IDatabase>().ExecuteAsync(SwapParts, CancellationToken.None, _workspace.Tenant, rows[0].Name, rows[1].Payload);
        var broken = 0;
        foreach (var hash in new[] { "h1", "h2" })
        {
            try
            {
                await _store.ReadPartAsync(_workspace, hash);
            }
            catch (SealBrokenException)
            {
                broken++;
            }
        }

        broken.ShouldBe(1, "what was moved from another row does not open");
    }

    [Fact]
    public async Task Only_old_parts_that_nothing_needs_are_removed()
    {
        await _store.TakeAsync(_workspace, 0, 1, At);
        foreach (var hash in new[] { "needed", "old", "young", "needed-again" })
        {
            await _store.StorePartAsync(_workspace, hash, Bytes.Of(hash), hash == "young" ? At.AddMinutes(5) : At);
        }

        // Somebody is about to store a version with it, whoever sweeps has not heard of that.
        (await _store.CommitAsync(_workspace, 1, 0, Bytes.Of("m"), ["needed-again"], At.AddMinutes(5))).ShouldBeTrue();
        (await _store.SweepAsync(_workspace, ["needed"], At.AddMinutes(1), null)).ShouldBeNull();

        (await _store.MissingAsync(_workspace, ["needed", "old", "young", "needed-again"])).ShouldBe(["old"]);
    }

    private Task<List<(string Name, byte[] Payload)>> Rows(string tenant) =>
        fixture.Get<IDatabase>().QueryAsync(AllParts, static row => (row.GetString(0), row.GetBytes(1)), CancellationToken.None, tenant);
}
