using Moltbot.Storage.Tasks;

namespace Moltbot.Grains.Tests.Sessions.Support;

internal sealed class FaultyTasks(ITaskStore inner, StoreFault fault) : ITaskStore
{
    public Task<IReadOnlyList<TaskEnqueueResult>> EnqueueAsync(string tenant, IReadOnlyList<NewTask> tasks, CancellationToken cancellationToken = default) =>
        fault.Guard(() => inner.EnqueueAsync(tenant, tasks, cancellationToken));

    public Task<IReadOnlyList<TaskRow>> TakeAsync(string tenant, int count, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken cancellationToken = default) =>
        fault.Guard(() => inner.TakeAsync(tenant, count, now, leaseUntil, cancellationToken));

    public Task<bool> CompleteAsync(
        string tenant, string id, long fence, ReadOnlyMemory<byte>? outcome, DateTimeOffset at, CancellationToken cancellationToken = default) =>
        fault.Guard(() => inner.CompleteAsync(tenant, id, fence, outcome, at, cancellationToken));

    public Task<IReadOnlyList<bool>> CompleteAsync(string tenant, IReadOnlyList<TaskEnd> ended, DateTimeOffset at, CancellationToken cancellationToken = default) =>
        fault.Guard(() => inner.CompleteAsync(tenant, ended, at, cancellationToken));

    public Task<TaskState?> FailAsync(
        string tenant, string id, long fence, DateTimeOffset? retryAt, ReadOnlyMemory<byte>? outcome, DateTimeOffset at, CancellationToken cancellationToken = default) =>
        fault.Guard(() => inner.FailAsync(tenant, id, fence, retryAt, outcome, at, cancellationToken));

    public Task<bool> CancelAsync(string tenant, string id, DateTimeOffset at, CancellationToken cancellationToken = default) =>
        fault.Guard(() => inner.CancelAsync(tenant, id, at, cancellationToken));

    public Task<bool> RequeueAsync(string tenant, string id, CancellationToken cancellationToken = default) =>
        fault.Guard(() => inner.RequeueAsync(tenant, id, cancellationToken));

    public Task<TaskRow?> FindOpenAsync(string tenant, string uniqueKey, CancellationToken cancellationToken = default) =>
        fault.Guard(() => inner.FindOpenAsync(tenant, uniqueKey, cancellationToken));

    public Task<TaskRow?> FindAsync(string tenant, string id, CancellationToken cancellationToken = default) =>
        fault.Guard(() => inner.FindAsync(tenant, id, cancellationToken));

    public Task<IReadOnlyList<TaskRow>> ListAsync(string tenant, TaskFilter filter, CancellationToken cancellationToken = default) =>
        fault.Guard(() => inner.ListAsync(tenant, filter, cancellationToken));

    public Task<TaskCounts> CountAsync(string tenant, CancellationToken cancellationToken = default) => fault.Guard(() => inner.CountAsync(tenant, cancellationToken));

    public Task<TaskOutlook> LookAheadAsync(string tenant, CancellationToken cancellationToken = default)
    {
        fault.OnTaskLook?.Invoke();
        return fault.Guard(() => inner.LookAheadAsync(tenant, cancellationToken));
    }

    public Task<long> PruneAsync(string tenant, DateTimeOffset endedBefore, DateTimeOffset deadBefore, CancellationToken cancellationToken = default) =>
        fault.Guard(() => inner.PruneAsync(tenant, endedBefore, deadBefore, cancellationToken));
}
