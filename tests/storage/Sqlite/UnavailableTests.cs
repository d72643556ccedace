using System.Runtime.Versioning;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Moltbot.Storage.Migrations;
using Moltbot.Storage.Tests.Support;
using Moltbot.Storage.Transcripts;

namespace Moltbot.Storage.Tests.Sqlite;

[UnsupportedOSPlatform("windows")]
public sealed class UnavailableTests(SqliteFixture fixture) : IClassFixture<SqliteFixture>
{
    private static readonly TranscriptKey Key = new("t", "k", "s");

    [Fact]
    public async Task A_file_that_is_no_database_is_named()
    {
        var state = Path.Combine(fixture.StatePath, "garbage");
        Directory.CreateDirectory(state);
        await File.WriteAllTextAsync(Path.Combine(state, StorageServiceCollectionExtensions.DatabaseFileName), new string('x', 10_000));
        await using var provider = new ServiceCollection().AddMoltbotStorage(new StorageOptions { StatePath = state }).BuildServiceProvider();
        var error = await Should.ThrowAsync<StorageUnavailableException>(() => provider.GetRequiredService<IMigrator>().MigrateAsync());
        error.Message.ShouldContain(state);
        error.Message.ShouldContain("damaged");
    }

    [Fact]
    public async Task A_store_goes_on_when_the_file_comes_back()
    {
        var state = Path.Combine(fixture.StatePath, "moved");
        await using var provider = new ServiceCollection().AddMoltbotStorage(new StorageOptions { StatePath = state }).BuildServiceProvider();
        var store = provider.GetRequiredService<ITranscriptStore>();
        await Should.ThrowAsync<StorageUnavailableException>(() => store.CountAsync(Key, 1));
        await provider.GetRequiredService<IMigrator>().MigrateAsync();
        (await store.AppendAsync(Key, [Row(1)])).ShouldBe(AppendOutcome.Appended);
        (await store.CountAsync(Key, 1)).ShouldBe(1);
    }

    [Fact]
    public async Task A_lock_held_by_another_process_is_told_and_ends_with_it()
    {
        var state = Path.Combine(fixture.StatePath, "locked");
        await using var provider = new ServiceCollection().AddMoltbotStorage(new StorageOptions { StatePath = state }).BuildServiceProvider();
        await provider.GetRequiredService<IMigrator>().MigrateAsync();
        var store = provider.GetRequiredService<ITranscriptStore>();
        await store.AppendAsync(Key, [Row(1)]);
        using (var other = new SqliteConnection($"Data Source={Path.Combine(state, StorageServiceCollectionExtensions.DatabaseFileName)};Pooling=false"))
        {
            other.Open();
            using var transaction = other.BeginTransaction(System.Data.IsolationLevel.Serializable, deferred: false);
            (await Should.ThrowAsync<StorageUnavailableException>(() => store.AppendAsync(Key, [Row(2)]))).Message.ShouldContain("another process");
            (await store.CountAsync(Key, 10)).ShouldBe(1);
        }

        (await store.AppendAsync(Key, [Row(2)])).ShouldBe(AppendOutcome.Appended);
    }

    [Fact]
    public void The_database_is_for_its_owner_alone()
    {
        fixture.Get<ITranscriptStore>();
        foreach (var file in Directory.GetFiles(fixture.StatePath, "moltbot.db*"))
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
        }
    }

    private static TranscriptRow Row(int sequence) => new(sequence, DateTimeOffset.UnixEpoch, Bytes.Of("x"));
}
