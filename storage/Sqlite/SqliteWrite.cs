using Moltbot.Storage.Sql;

namespace Moltbot.Storage.Sqlite;

/// <summary>A write that waits for the writer's thread. Its task ends after the commit of the batch it was part of.</summary>
internal abstract class SqliteWrite(bool needsSavepoint, CancellationToken cancellationToken)
{
    /// <summary>
    /// Several statements are undone together through a savepoint; a single one undoes itself when it fails.
    /// </summary>
    public bool NeedsSavepoint { get; } = needsSavepoint;

    public bool IsCancelled => cancellationToken.IsCancellationRequested;

    /// <summary>Does the work inside the open transaction and keeps the result back.</summary>
    public abstract void Run(SqliteSession session);

    /// <summary>Tells the caller of the result, after the commit.</summary>
    public abstract void Succeed();

    public abstract void Fail(Exception exception);

    public abstract void Cancel();
}

/// <inheritdoc cref="SqliteWrite"/>
internal sealed class SqliteWrite<T>(Func<ISqlSession, ValueTask<T>> work, bool needsSavepoint, CancellationToken cancellationToken)
    : SqliteWrite(needsSavepoint, cancellationToken)
{
    // Continuations must not run on the writer's thread: they would hold up every other write.
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationToken cancellationToken = cancellationToken;
    private T? result;

    public Task<T> Task => completion.Task;

    public override void Run(SqliteSession session)
    {
        var task = work(session);
        if (!task.IsCompleted)
        {
            throw new InvalidOperationException("A unit of work on SQLite awaited something other than its session.");
        }

        result = task.GetAwaiter().GetResult();
    }

    public override void Succeed() => completion.TrySetResult(result!);

    public override void Fail(Exception exception) => completion.TrySetException(exception);

    public override void Cancel() => completion.TrySetCanceled(cancellationToken);
}
