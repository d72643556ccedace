using System.Data.Common;
using Moltbot.Storage.Sealing;
using Moltbot.Storage.Sql;

namespace Moltbot.Storage.Tasks;

/// <inheritdoc cref="ITaskStore"/>
internal sealed class TaskStore(IDatabase database, ITenantKeys keys) : ITaskStore
{
    /// <summary>The most that one call takes.</summary>
    private const int MaxTaken = 1000;

    /// <summary>Delayed ones that one taking makes due. Arbitrary: what is beyond comes with the next one.</summary>
    private const long MaxPromoted = 1000;

    /// <summary>How often a task is stored again whose key was taken and is free again before one can look whose it was. Arbitrary.</summary>
    private const int MaxTries = 5;

    private const string PayloadTable = "tasks.payload";
    private const string OutcomeTable = "tasks.outcome";
    private const string UniqueViolation = "23505";

    public async Task<IReadOnlyList<TaskEnqueueResult>> EnqueueAsync(string tenant, IReadOnlyList<NewTask> tasks, CancellationToken cancellationToken = default)
    {
        foreach (var task in tasks)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(task.MaxAttempts, 1);
        }

        var key = await keys.GetAsync(tenant, cancellationToken);
        var arguments = tasks.Select(task => Columns(tenant, task, key)).ToArray();
        return await database.WriteAsync(session => EnqueueAsync(session, tasks, arguments), cancellationToken);
    }

    private static async ValueTask<IReadOnlyList<TaskEnqueueResult>> EnqueueAsync(ISqlSession session, IReadOnlyList<NewTask> tasks, object?[][] arguments)
    {
        var inserted = await session.ExecuteManyAsync(TaskStatements.Insert, arguments);
        var results = new TaskEnqueueResult[tasks.Count];
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = inserted[i] == 1 ? new TaskEnqueueResult(false, tasks[i].Id) : await StandingAsync(session, tasks[i], arguments[i]);
        }

        return results;
    }

    /// <summary>What stands in the way of a task; what has ended meanwhile does so no longer.</summary>
    private static async ValueTask<TaskEnqueueResult> StandingAsync(ISqlSession session, NewTask task, object?[] arguments)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            if (await session.FirstAsync(TaskStatements.Standing, row => row.GetString(0), arguments[0], task.Id, task.UniqueKey) is { } id)
            {
                return new TaskEnqueueResult(true, id);
            }

            if (await session.ExecuteAsync(TaskStatements.Insert, arguments) == 1)
            {
                return new TaskEnqueueResult(false, task.Id);
            }
        }

        throw new StorageUnavailableException($"The task {task.Id} could not be stored: others with its key came and went meanwhile.");
    }

    public async Task<IReadOnlyList<TaskRow>> TakeAsync(string tenant, int count, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxTaken);
        if (await keys.FindAsync(tenant, cancellationToken) is not { } key)
        {
            return [];
        }

        var taken = await database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(TaskStatements.Promote, tenant, now.ToColumn(), MaxPromoted);
                return await session.QueryAsync(TaskStatements.Take, row => Map(row, key), tenant, (long)count, now.ToColumn(), leaseUntil.ToColumn());
            },
            cancellationToken);

        // RETURNING promises no order.
        taken.Sort(static (a, b) => a.Priority != b.Priority ? b.Priority.CompareTo(a.Priority) : a.Order.CompareTo(b.Order));
        return taken;
    }

    public async Task<bool> CompleteAsync(
        string tenant, string id, long fence, ReadOnlyMemory<byte>? outcome, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        var told = await SealAsync(tenant, id, outcome, cancellationToken);
        return await database.ExecuteAsync(TaskStatements.Complete, cancellationToken, tenant, id, fence, at.ToColumn(), told) == 1;
    }

    public async Task<IReadOnlyList<bool>> CompleteAsync(
        string tenant, IReadOnlyList<TaskEnd> ended, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        var key = await keys.GetAsync(tenant, cancellationToken);
        var changed = new bool[ended.Count];

        // In order of id: transactions that end the same tasks then wait for each other instead of locking each other out.
        var order = Enumerable.Range(0, ended.Count).OrderBy(i => ended[i].Id, StringComparer.Ordinal).ToArray();
        var arguments = Array.ConvertAll(order, i => new object?[]
        {
            tenant, ended[i].Id, ended[i].Fence, at.ToColumn(), ended[i].Outcome is { } outcome ? key.Seal(OutcomeTable, ended[i].Id, outcome) : null,
        });
        var counts = await database.WriteAsync(session => session.ExecuteManyAsync(TaskStatements.Complete, arguments), cancellationToken);
        for (var i = 0; i < order.Length; i++)
        {
            changed[order[i]] = counts[i] == 1;
        }

        return changed;
    }

    public async Task<TaskState?> FailAsync(
        string tenant, string id, long fence, DateTimeOffset? retryAt, ReadOnlyMemory<byte>? outcome, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        var told = await SealAsync(tenant, id, outcome, cancellationToken);
        object?[] arguments = [tenant, id, fence, at.ToColumn(), told];
        var states = retryAt is { } again
            ? await database.ReturningAsync(TaskStatements.Retry, State, cancellationToken, [.. arguments, again.ToColumn()])
            : await database.ReturningAsync(TaskStatements.Bury, State, cancellationToken, arguments);
        return states.Count == 0 ? null : states[0];

        static TaskState State(DbDataReader row) => (TaskState)row.GetInt64(0);
    }

    public async Task<bool> CancelAsync(string tenant, string id, DateTimeOffset at, CancellationToken cancellationToken = default)
        => await database.ExecuteAsync(TaskStatements.Cancel, cancellationToken, tenant, id, at.ToColumn()) == 1;

    public async Task<bool> RequeueAsync(string tenant, string id, CancellationToken cancellationToken = default)
    {
        try
        {
            return await database.ExecuteAsync(TaskStatements.Requeue, cancellationToken, tenant, id) == 1;
        }
        catch (DbException race) when (race.SqlState == UniqueViolation)
        {
            // A task with its key was stored at the same time, and went first.
            return false;
        }
    }

    public async Task<TaskRow?> FindOpenAsync(string tenant, string uniqueKey, CancellationToken cancellationToken = default)
        => await keys.FindAsync(tenant, cancellationToken) is { } key
            ? await database.FirstAsync(TaskStatements.OpenByKey, row => Map(row, key), cancellationToken, tenant, uniqueKey)
            : null;

    public async Task<TaskRow?> FindAsync(string tenant, string id, CancellationToken cancellationToken = default)
        => await keys.FindAsync(tenant, cancellationToken) is { } key
            ? await database.FirstAsync(TaskStatements.ById, row => Map(row, key), cancellationToken, tenant, id)
            : null;

    public async Task<IReadOnlyList<TaskRow>> ListAsync(string tenant, TaskFilter filter, CancellationToken cancellationToken = default)
        => await keys.FindAsync(tenant, cancellationToken) is { } key
            ? await database.QueryAsync(
                TaskStatements.ListOf(filter.State), row => Map(row, key), cancellationToken, tenant, filter.BeforeOrder ?? long.MaxValue, (long)filter.Limit)
            : [];

    public async Task<TaskCounts> CountAsync(string tenant, CancellationToken cancellationToken = default)
        => (await database.QueryAsync(
            TaskStatements.Count,
            row => new TaskCounts(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6)),
            cancellationToken,
            tenant))[0];

    public async Task<TaskOutlook> LookAheadAsync(string tenant, CancellationToken cancellationToken = default)
        => (await database.QueryAsync(
            TaskStatements.LookAhead, row => new TaskOutlook(row.GetInt64(0) > 0, row.GetOptionalTime(1), row.GetOptionalTime(2)), cancellationToken, tenant))[0];

    public async Task<long> PruneAsync(string tenant, DateTimeOffset endedBefore, DateTimeOffset deadBefore, CancellationToken cancellationToken = default)
        => await database.ExecuteAsync(TaskStatements.PruneEnded, cancellationToken, tenant, endedBefore.ToColumn())
            + await database.ExecuteAsync(TaskStatements.PruneDead, cancellationToken, tenant, deadBefore.ToColumn());

    private async ValueTask<byte[]?> SealAsync(string tenant, string id, ReadOnlyMemory<byte>? outcome, CancellationToken cancellationToken)
        => outcome is { } bytes ? (await keys.GetAsync(tenant, cancellationToken)).Seal(OutcomeTable, id, bytes) : null;

    private static object?[] Columns(string tenant, NewTask task, TenantKey key) =>
    [
        tenant, task.Id, task.UniqueKey, (long)(task.NotBefore > task.CreatedAt ? TaskState.Delayed : TaskState.Queued), (long)task.Priority,
        (long)task.MaxAttempts, task.CreatedAt.ToColumn(), task.NotBefore > task.CreatedAt ? task.NotBefore.ToColumn() : null,
        key.Seal(PayloadTable, task.Id, task.Payload),
    ];

    private static TaskRow Map(DbDataReader row, TenantKey key)
    {
        var id = row.GetString(0);
        return new TaskRow
        {
            Id = id,
            Order = row.GetInt64(1),
            UniqueKey = row.GetOptionalString(2),
            State = (TaskState)row.GetInt64(3),
            Priority = (int)row.GetInt64(4),
            Attempts = (int)row.GetInt64(5),
            MaxAttempts = (int)row.GetInt64(6),
            Fence = row.GetInt64(7),
            CreatedAt = row.GetTime(8),
            NotBefore = row.GetOptionalTime(9),
            LeaseUntil = row.GetOptionalTime(10),
            StartedAt = row.GetOptionalTime(11),
            FinishedAt = row.GetOptionalTime(12),
            Payload = key.Unseal(PayloadTable, id, row.GetBytes(13)),
            Outcome = row.GetOptionalBytes(14) is { } outcome ? key.Unseal(OutcomeTable, id, outcome) : default(ReadOnlyMemory<byte>?),
        };
    }
}
