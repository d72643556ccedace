using System.Data.Common;
using Moltbot.Storage.Sql;
using Npgsql;

namespace Moltbot.Storage.Postgres;

/// <summary>A PostgreSQL database behind a bounded pool.</summary>
internal sealed class PostgresDatabase : IDatabase, IAsyncDisposable, IDisposable
{
    /// <summary>A deadlock is broken by the server at once, so a few tries are enough; arbitrary.</summary>
    private const int MaxTries = 5;

    private readonly NpgsqlDataSource source;
    private volatile string? suspended;

    public PostgresDatabase(string connectionString, int maxPoolSize)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        settings.MaxPoolSize = Math.Min(settings.MaxPoolSize, maxPoolSize);
        settings.MaxAutoPrepare = Math.Max(settings.MaxAutoPrepare, 100);
        settings.ApplicationName ??= "moltbot";

        // A statement of ours takes milliseconds; half a minute of silence means the server is gone.
        settings.CommandTimeout = Math.Min(settings.CommandTimeout, 30);
        source = NpgsqlDataSource.Create(settings);
    }

    public NpgsqlDataSource Source => source;

    /// <summary>Takes no more requests until <see cref="Resume"/>.</summary>
    /// <param name="why">What a request's exception says.</param>
    public void Suspend(string why) => suspended = why;

    /// <summary>Takes requests again.</summary>
    public void Resume() => suspended = null;

    public async Task<T> ReadAsync<T>(Func<ISqlSession, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        RefuseWhenSuspended();
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            return await work(new PostgresSession(connection, cancellationToken));
        }
        catch (Exception exception) when (PostgresFailure.IsUnavailable(exception))
        {
            throw PostgresFailure.Unavailable(exception);
        }
    }

    public async Task<T> WriteAsync<T>(Func<ISqlSession, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            RefuseWhenSuspended();
            try
            {
                return await TransactAsync(work, cancellationToken);
            }
            catch (Exception exception) when (PostgresFailure.IsLostRace(exception) && tries < MaxTries)
            {
                // Run it again: the other transaction has gone first.
            }
            catch (Exception exception) when (PostgresFailure.IsUnavailable(exception))
            {
                throw PostgresFailure.Unavailable(exception);
            }
        }
    }

    public Task<int> ExecuteAsync(Statement statement, CancellationToken cancellationToken, params object?[] arguments)
        => ReadAsync(session => session.ExecuteAsync(statement, arguments), cancellationToken);

    public Task<List<T>> ReturningAsync<T>(
        Statement statement, Func<DbDataReader, T> map, CancellationToken cancellationToken, params object?[] arguments)
        => ReadAsync(session => session.QueryAsync(statement, map, arguments), cancellationToken);

    public async Task EraseAsync(Statement statement, string table, CancellationToken cancellationToken, params object?[] arguments)
    {
        await ExecuteAsync(statement, cancellationToken, arguments);

        // The old row version stays in its page until a vacuum; write-ahead log and backups are the operator's to expire.
        await ExecuteAsync(new Statement($"VACUUM {table}"), cancellationToken);
    }

    public void Dispose() => source.Dispose();

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private void RefuseWhenSuspended()
    {
        if (suspended is { } why)
        {
            throw new StorageUnavailableException($"PostgreSQL did not take the request: {why}.");
        }
    }

    private async Task<T> TransactAsync<T>(Func<ISqlSession, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var result = await work(new PostgresSession(connection, cancellationToken));
        RefuseWhenSuspended();

        // A commit under way is not cancelled: the caller would not know whether it happened.
        await transaction.CommitAsync(CancellationToken.None);
        return result;
    }
}
