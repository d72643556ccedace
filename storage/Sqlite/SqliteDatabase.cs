using System.Data.Common;
using Moltbot.Storage.Sql;

namespace Moltbot.Storage.Sqlite;

/// <summary>One database file: a writer, some readers.</summary>
internal sealed class SqliteDatabase : IDatabase, IDisposable
{
    private const int Readers = 4;

    private readonly SqliteConnectionFactory factory;
    private readonly SqliteWriter writer;
    private readonly SqliteReaders readers;

    public SqliteDatabase(SqliteConnectionFactory factory)
    {
        this.factory = factory;
        writer = new SqliteWriter(factory);
        readers = new SqliteReaders(factory, Readers);
    }

    public Task<T> ReadAsync<T>(Func<ISqlSession, ValueTask<T>> work, CancellationToken cancellationToken)
        => readers.ReadAsync<T>(work, cancellationToken);

    public Task<T> WriteAsync<T>(Func<ISqlSession, ValueTask<T>> work, CancellationToken cancellationToken)
        => EnqueueAsync(work, needsSavepoint: true, cancellationToken);

    public Task<int> ExecuteAsync(Statement statement, CancellationToken cancellationToken, params object?[] arguments)
        => EnqueueAsync(session => session.ExecuteAsync(statement, arguments), needsSavepoint: false, cancellationToken);

    public Task<List<T>> ReturningAsync<T>(
        Statement statement, Func<DbDataReader, T> map, CancellationToken cancellationToken, params object?[] arguments)
        // A mapper may throw half-way through the rows, when the statement has taken effect.
        => EnqueueAsync(session => session.QueryAsync(statement, map, arguments), needsSavepoint: true, cancellationToken);

    public async Task EraseAsync(Statement statement, string table, CancellationToken cancellationToken, params object?[] arguments)
    {
        await WriteAsync(
            async session =>
            {
                var connection = (SqliteSession)session;
                connection.Run("PRAGMA secure_delete=ON");
                var changed = await session.ExecuteAsync(statement, arguments);
                connection.Run("PRAGMA secure_delete=OFF");
                return changed;
            },
            cancellationToken);

        // The log still holds the page as it was; moving it into the file and cutting the log ends that.
        // It waits for readers up to the busy timeout; when they do not let go, the next checkpoint of a commit does it.
        using var checkpoint = new SqliteSession(factory.OpenWriter());
        checkpoint.Run("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    public void Dispose()
    {
        writer.Dispose();
        readers.Dispose();
    }

    private Task<T> EnqueueAsync<T>(Func<ISqlSession, ValueTask<T>> work, bool needsSavepoint, CancellationToken cancellationToken)
    {
        var write = new SqliteWrite<T>(work, needsSavepoint, cancellationToken);
        writer.Enqueue(write);
        return write.Task;
    }
}
