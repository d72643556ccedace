using Moltbot.Storage.Sql;
using Moltbot.Storage.Tasks;
using Moltbot.Storage.Tests.Support;

namespace Moltbot.Storage.Tests.Tasks;

public sealed class TaskStoreOnSqlite(SqliteFixture fixture) : TaskStoreTests(fixture), IClassFixture<SqliteFixture>;

public sealed class TaskStoreOnPostgres(PostgresFixture fixture) : TaskStoreTests(fixture), IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Who_takes_waits_for_nobody_who_has_not_committed_yet()
    {
        await EnqueueAsync("a", "b", "c");
        TaskCompletionSource taken = new(), mayCommit = new();
        var slow = fixture.Get<IDatabase>().WriteAsync(
            async session =>
            {
                var ids = await session.QueryAsync(TaskStatements.Take, row => row.GetString(0), Tenant, 1L, 0L, long.MaxValue);
                taken.SetResult();
                await mayCommit.Task;
                return ids;
            },
            CancellationToken.None);
        await taken.Task;

        (await TakeAsync(1)).ShouldBe(["b"]);
        (await Store.CompleteAsync(Tenant, "b", 1, null, At)).ShouldBeTrue();
        await EnqueueAsync("d");
        (await Store.CountAsync(Tenant)).ShouldBe(new TaskCounts(3, 0, 0, 0, 1, 1, 0), "what is not committed does not count");

        mayCommit.SetResult();
        (await slow).ShouldBe(["a"]);
        (await Store.CountAsync(Tenant)).ShouldBe(new TaskCounts(2, 0, 1, 0, 2, 1, 0));
        (await TakeAsync(9)).ShouldBe(["c", "d"]);
    }

    private readonly PostgresFixture fixture = fixture;
}
