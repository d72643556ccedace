using Microsoft.Data.Sqlite;
using Moltbot.Storage.Sql;

namespace Moltbot.Storage.Sqlite;

/// <summary>
/// The only writer: one thread with one connection. Writes that arrive while a commit waits for the disk become one
/// transaction together (group commit), so that the number of flushes does not grow with the number of callers. A failed
/// write is undone alone; when the transaction itself is lost, every caller in it is told so, and nobody was told otherwise.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    /// <summary>Bounds how long the first caller of a batch waits for the others' work; large enough that a flush dominates.</summary>
    private const int MaxBatch = 512;

    private static readonly Statement Begin = new("BEGIN IMMEDIATE");
    private static readonly Statement CommitBatch = new("COMMIT");
    private static readonly Statement Savepoint = new("SAVEPOINT one");
    private static readonly Statement Release = new("RELEASE one");
    private static readonly Statement RollbackToSavepoint = new("ROLLBACK TO one");

    private readonly SqliteConnectionFactory factory;
    private readonly Lock gate = new();
    private readonly Queue<SqliteWrite> queue = new();
    private readonly List<SqliteWrite> batch = new(MaxBatch);
    private readonly Thread thread;

    /// <summary>A plain event: one that spins before it waits cost more than the statements of a turn.</summary>
    private readonly AutoResetEvent wake = new(false);
    private bool isWaiting;
    private bool isClosed;
    private SqliteSession? session;

    public SqliteWriter(SqliteConnectionFactory factory)
    {
        this.factory = factory;
        thread = new Thread(Loop) { IsBackground = true, Name = "Moltbot SQLite writer" };
        thread.Start();
    }

    public void Enqueue(SqliteWrite write)
    {
        bool wakes;
        lock (gate)
        {
            if (isClosed)
            {
                throw new ObjectDisposedException(nameof(SqliteWriter), "The store is closed.");
            }

            queue.Enqueue(write);
            (wakes, isWaiting) = (isWaiting, false);
        }

        if (wakes)
        {
            wake.Set();
        }
    }

    /// <summary>Writes out what is queued, then closes the connection.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isClosed = true;
        }

        wake.Set();
        thread.Join();
        wake.Dispose();
    }

    private void Loop()
    {
        while (TakeBatch())
        {
            Commit();
            batch.Clear();
        }

        session?.Dispose();
    }

    /// <summary>Waits for writes and takes all there are; false when none comes any more.</summary>
    private bool TakeBatch()
    {
        while (true)
        {
            lock (gate)
            {
                while (batch.Count < MaxBatch && queue.TryDequeue(out var write))
                {
                    batch.Add(write);
                }

                if (batch.Count > 0 || isClosed)
                {
                    return batch.Count > 0;
                }

                isWaiting = true;
            }

            wake.WaitOne();
        }
    }

    private void Commit()
    {
        try
        {
            session ??= new SqliteSession(factory.OpenWriter());
            session.Execute(Begin);
            batch.RemoveAll(write => !TryRun(write));
            session.Execute(CommitBatch);
        }
        catch (Exception exception)
        {
            Abandon(exception);
            return;
        }

        foreach (var write in batch)
        {
            write.Succeed();
        }
    }

    /// <summary>False when the write was told its failure already; throws when the whole transaction is lost.</summary>
    private bool TryRun(SqliteWrite write)
    {
        if (write.IsCancelled)
        {
            write.Cancel();
            return false;
        }

        try
        {
            if (write.NeedsSavepoint)
            {
                session!.Execute(Savepoint);
            }

            write.Run(session!);
            if (write.NeedsSavepoint)
            {
                session!.Execute(Release);
            }

            return true;
        }
        catch (Exception exception) when (exception is not SqliteException failure || !SqliteFailure.IsUnavailable(failure))
        {
            if (write.NeedsSavepoint)
            {
                session!.Execute(RollbackToSavepoint);
                session!.Execute(Release);
            }

            write.Fail(exception);
            return false;
        }
    }

    private void Abandon(Exception exception)
    {
        var told = exception is SqliteException failure ? SqliteFailure.Unavailable(factory.File, failure) : exception;
        foreach (var write in batch)
        {
            write.Fail(told);
        }

        try
        {
            // SQLite has rolled back by itself after some errors; then there is nothing to roll back.
            if (session is not null && SQLitePCL.raw.sqlite3_get_autocommit(session.Connection.Handle) == 0)
            {
                session.Run("ROLLBACK");
            }

            if (exception is SqliteException suspect && !SqliteFailure.IsConnectionSuspect(suspect))
            {
                return;
            }
        }
        catch (SqliteException)
        {
            // The connection is closed below; closing rolls back.
        }

        session?.Dispose();
        session = null;
    }
}
