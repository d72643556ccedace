using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Moltbot.Storage.Sqlite;

/// <summary>
/// A few reading connections. A read runs on its caller's thread: it comes from the page cache nearly always and costs
/// less than handing it over; callers beyond the number of connections wait without a thread.
/// </summary>
internal sealed class SqliteReaders(SqliteConnectionFactory factory, int size) : IDisposable
{
    private readonly SemaphoreSlim free = new(size, size);
    private readonly ConcurrentBag<SqliteSession> idle = [];
    private bool closed;

    public async Task<T> ReadAsync<T>(Func<SqliteSession, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        await free.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(closed, this);
            var session = idle.TryTake(out var pooled) ? pooled : new SqliteSession(factory.OpenReader());
            T result;
            try
            {
                result = await work(session);
            }
            catch
            {
                session.Dispose();
                throw;
            }

            idle.Add(session);
            return result;
        }
        catch (SqliteException exception) when (SqliteFailure.IsUnavailable(exception))
        {
            throw SqliteFailure.Unavailable(factory.File, exception);
        }
        finally
        {
            free.Release();
        }
    }

    public void Dispose()
    {
        closed = true;
        while (idle.TryTake(out var session))
        {
            session.Dispose();
        }
    }
}
