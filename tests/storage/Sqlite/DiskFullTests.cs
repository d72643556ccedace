using Microsoft.Extensions.DependencyInjection;
using Moltbot.Storage.Migrations;
using Moltbot.Storage.Sqlite;
using Moltbot.Storage.Sealing;
using Moltbot.Storage.Tests.Support;
using Moltbot.Storage.Transcripts;

namespace Moltbot.Storage.Tests.Sqlite;

public sealed class DiskFullTests(SqliteFixture fixture) : IClassFixture<SqliteFixture>
{
    private static readonly byte[] Page = new byte[4000];

    /// <summary>SQLite answers a database at its largest allowed size as it answers a full disk.</summary>
    [Fact]
    public async Task A_full_disk_is_told_and_loses_nothing_acknowledged()
    {
        var state = Path.Combine(fixture.StatePath, "full");
        var options = new StorageOptions { StatePath = state };
        await using var provider = new ServiceCollection().AddMoltbotStorage(options).BuildServiceProvider();
        await provider.GetRequiredService<IMigrator>().MigrateAsync();
        var file = Path.Combine(state, StorageServiceCollectionExtensions.DatabaseFileName);
        using var database = new SqliteDatabase(new SqliteConnectionFactory(file, SqliteSynchronous.Full) { MaxPages = 200 });
        var store = new TranscriptStore(database, provider.GetRequiredService<ITenantKeys>());
        var key = new TranscriptKey("t", "k", "s");

        var acknowledged = 0;
        var error = await Should.ThrowAsync<StorageUnavailableException>(async () =>
        {
            while (acknowledged < 1000)
            {
                (await store.AppendAsync(key, [Row(acknowledged + 1)])).ShouldBe(AppendOutcome.Appended);
                acknowledged++;
            }
        });
        error.Message.ShouldContain("disk is full");
        acknowledged.ShouldBeInRange(10, 200);
        (await store.CountAsync(key, long.MaxValue)).ShouldBe(acknowledged);

        // Writers that come together are all told; none of them is half there.
        await Should.ThrowAsync<StorageUnavailableException>(() => store.AppendAsync(
            key, [.. Enumerable.Range(acknowledged + 1, 50).Select(Row)]));
        (await store.CountAsync(key, long.MaxValue)).ShouldBe(acknowledged);

        // Space was made: the same store goes on.
        await store.TruncateAsync(key, head: acknowledged - 5);
        (await store.AppendAsync(key, [Row(acknowledged - 4)])).ShouldBe(AppendOutcome.Appended);
    }

    private static TranscriptRow Row(int sequence) => new(sequence, DateTimeOffset.UnixEpoch, Page);
}
