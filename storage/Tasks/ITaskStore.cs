namespace Moltbot.Storage.Tasks;

/// <summary>
/// A queue of tasks for each tenant. What is taken is held with a fencing token: whoever comes with an older token changes nothing. A task whose
/// taker dies stays running: its lease says from when on it may be given up, which the queue's grain does.
/// </summary>
public interface ITaskStore
{
    /// <summary>Stores tasks in one transaction; answers in their order. One whose id is there already, or whose key an open task has, has no effect.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A task that may be taken less than once.</exception>
    Task<IReadOnlyList<TaskEnqueueResult>> EnqueueAsync(string tenant, IReadOnlyList<NewTask> tasks, CancellationToken cancellationToken = default);

    /// <summary>
    /// Queued → running, of the highest priority first, then in order of acceptance. Takers never wait for each other and never get the same task;
    /// while others take too it may be fewer than there are.
    /// </summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="count">At most this many, 1 to 1000.</param>
    /// <param name="now">What is delayed until then is due.</param>
    /// <param name="leaseUntil">From when on an attempt may be given up.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<IReadOnlyList<TaskRow>> TakeAsync(string tenant, int count, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken cancellationToken = default);

    /// <summary>Running → done. False when it is not running under this token.</summary>
    Task<bool> CompleteAsync(string tenant, string id, long fence, ReadOnlyMemory<byte>? outcome, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>Running → done, all in one transaction; for each, whether it was running under its token.</summary>
    Task<IReadOnlyList<bool>> CompleteAsync(string tenant, IReadOnlyList<TaskEnd> ended, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>
    /// Running → delayed until <paramref name="retryAt"/>, or dead when there is no such time or its attempts are used up. Answers which; null when it is
    /// not running under this token.
    /// </summary>
    Task<TaskState?> FailAsync(
        string tenant, string id, long fence, DateTimeOffset? retryAt, ReadOnlyMemory<byte>? outcome, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>Open → cancelled. False when it is not open. Whoever runs it notices when it ends it.</summary>
    Task<bool> CancelAsync(string tenant, string id, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>Dead → queued, with all its attempts before it. False when it is not dead, or another open task has its key.</summary>
    Task<bool> RequeueAsync(string tenant, string id, CancellationToken cancellationToken = default);

    /// <summary>The open task with a key.</summary>
    Task<TaskRow?> FindOpenAsync(string tenant, string uniqueKey, CancellationToken cancellationToken = default);

    Task<TaskRow?> FindAsync(string tenant, string id, CancellationToken cancellationToken = default);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<TaskRow>> ListAsync(string tenant, TaskFilter filter, CancellationToken cancellationToken = default);

    Task<TaskCounts> CountAsync(string tenant, CancellationToken cancellationToken = default);

    Task<TaskOutlook> LookAheadAsync(string tenant, CancellationToken cancellationToken = default);

    /// <summary>Removes done and cancelled tasks that ended before a time, and dead ones that did before another; returns how many.</summary>
    Task<long> PruneAsync(string tenant, DateTimeOffset endedBefore, DateTimeOffset deadBefore, CancellationToken cancellationToken = default);
}
