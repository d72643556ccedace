using Microsoft.Extensions.DependencyInjection;
using Moltbot.Storage.Sql;
using Moltbot.Storage.Tests.Support;

namespace Moltbot.Storage.Tests.Sqlite;

/// <summary>Writes that share a transaction stay apart from each other.</summary>
public sealed class GroupCommitTests(SqliteFixture fixture) : IClassFixture<SqliteFixture>
{
    private static readonly Statement Insert = new("INSERT INTO session_counts (tenant, agent_id, sessions) VALUES ($1, $2, 1)");
    private static readonly Statement Count = new("SELECT count(*) FROM session_counts WHERE tenant = $1");

    private readonly IDatabase database = fixture.Get<IDatabase>();
    private readonly string tenant = StorageFixture.NewTenant();

    [Fact]
    public async Task A_failed_write_does_not_touch_its_neighbours()
    {
        var writes = Enumerable.Range(0, 200).Select(i => database.WriteAsync<int>(
            async session =>
            {
                await session.ExecuteAsync(Insert, tenant, $"{i}a");
                return i % 3 == 0 ? throw new InvalidOperationException($"{i}") : await session.ExecuteAsync(Insert, tenant, $"{i}b");
            },
            CancellationToken.None)).ToArray();
        for (var i = 0; i < writes.Length; i++)
        {
            if (i % 3 == 0)
            {
                (await Should.ThrowAsync<InvalidOperationException>(writes[i])).Message.ShouldBe($"{i}");
            }
            else
            {
                (await writes[i]).ShouldBe(1);
            }
        }

        (await CountAsync()).ShouldBe(2 * 133);
    }

    [Fact]
    public async Task A_statement_that_fails_by_itself_undoes_itself_alone()
    {
        await Should.ThrowAsync<Microsoft.Data.Sqlite.SqliteException>(Task.WhenAll(
            Enumerable.Range(0, 50).Select(i => database.ExecuteAsync(Insert, CancellationToken.None, tenant, $"{i / 2}"))));
        (await CountAsync()).ShouldBe(25);
    }

    [Fact]
    public async Task A_cancelled_write_is_not_done()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Should.ThrowAsync<TaskCanceledException>(() => database.ExecuteAsync(Insert, cancelled.Token, tenant, "x"));
        (await CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_reader_cannot_write()
        => (await Should.ThrowAsync<StorageUnavailableException>(() => database.ReadAsync(session => session.ExecuteAsync(Insert, tenant, "x"), CancellationToken.None)))
            .Message.ShouldContain("not writable");

    [Fact]
    public async Task A_closed_store_says_so()
    {
        var provider = (ServiceProvider)fixture.Open();
        var closed = provider.GetRequiredService<IDatabase>();
        await closed.ExecuteAsync(Insert, CancellationToken.None, tenant, "x");
        await provider.DisposeAsync();
        await Should.ThrowAsync<ObjectDisposedException>(() => closed.ExecuteAsync(Insert, CancellationToken.None, tenant, "y"));
        await Should.ThrowAsync<ObjectDisposedException>(() => closed.NumberAsync(Count, CancellationToken.None, tenant));
    }

    private Task<long> CountAsync() => database.NumberAsync(Count, CancellationToken.None, tenant);
}
