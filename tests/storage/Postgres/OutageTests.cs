using Microsoft.Extensions.DependencyInjection;
using Moltbot.Storage.Migrations;
using Moltbot.Storage.Tests.Support;
using Moltbot.Storage.Transcripts;
using Moltbot.TestSupport.Postgres;

namespace Moltbot.Storage.Tests.Postgres;

/// <summary>The server goes away and comes back; it is this test's own.</summary>
public sealed class OutageTests : IDisposable
{
    private readonly string state = Directory.CreateTempSubdirectory("moltbot-outage-").FullName;

    public void Dispose() => Directory.Delete(state, recursive: true);

    [Fact]
    public async Task A_store_tells_of_the_outage_and_goes_on_after_it_with_everything_acknowledged()
    {
        var (shared, reason) = await PostgresServer.SharedAsync();
        Assert.SkipWhen(shared is null, reason ?? "");
        Assert.SkipUnless(shared!.IsOwn, "the server given by MOLTBOT_TEST_POSTGRES is not ours to stop");
        await using var server = await PostgresServer.StartAsync(fsync: false);
        await using var provider = new ServiceCollection().AddMoltbotStorage(new StorageOptions
        {
            StatePath = state,
            PostgresConnectionString = await server.CreateDatabaseAsync(),
        }).BuildServiceProvider();
        await provider.GetRequiredService<IMigrator>().MigrateAsync();
        var store = provider.GetRequiredService<ITranscriptStore>();
        var key = new TranscriptKey("t", "k", "s");
        var last = 0;
        await AppendAsync(50);

        await server.StopAsync();
        var error = await Should.ThrowAsync<StorageUnavailableException>(() => AppendAsync(1));
        error.Message.ShouldStartWith("PostgreSQL did not take the request");
        await Should.ThrowAsync<StorageUnavailableException>(() => store.CountAsync(key, 1));

        await server.ResumeAsync();
        (await store.CountAsync(key, long.MaxValue)).ShouldBe(50);
        await AppendAsync(10);
        (await store.CountAsync(key, long.MaxValue)).ShouldBe(60);

        async Task AppendAsync(int count)
        {
            for (var i = 0; i < count; i++)
            {
                (await store.AppendAsync(key, [new TranscriptRow(last + 1, DateTimeOffset.UnixEpoch, Bytes.Of("x"))])).ShouldBe(AppendOutcome.Appended);
                last++;
            }
        }
    }
}
