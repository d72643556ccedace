using System.Globalization;
using Microsoft.Extensions.Logging;
using Moltbot.Storage.Postgres;
using Npgsql;

namespace Moltbot.Storage.Ownership;

/// <summary>
/// Holds the advisory lock for the life of the process. When its session ends, nothing is read or written until it is held again; when
/// another process has had the database meanwhile, never again.
/// </summary>
internal sealed partial class PostgresOwnership(
    PostgresDatabase database, string connectionString, TimeProvider time, ILogger<PostgresOwnership> logger) : IDatabaseOwnership, IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>How long the lock is waited for: a process that was killed a moment ago is still being noticed by the server.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PostgresLock? _lock;
    private Task? _watch;
    private long _number;

    public Task<string> Lost => _lost.Task;

    public async Task Acquire(DatabaseUse use, CancellationToken cancellationToken)
    {
        try
        {
            _lock = await PostgresLock.TryTake(connectionString, use, Patience, cancellationToken)
                ?? throw new DatabaseInUseException(await InUse(use, cancellationToken));
            _number = use == DatabaseUse.Alone ? await _lock.Begin(cancellationToken) : await _lock.LastOwner(cancellationToken);
        }
        catch (Exception exception) when (PostgresFailure.IsUnavailable(exception))
        {
            throw PostgresFailure.Unavailable(exception);
        }

        _watch = Watch(use);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_watch is not null)
        {
            await _watch;
        }

        if (_lock is not null)
        {
            await _lock.DisposeAsync();
        }

        _stop.Dispose();
    }

    private async Task Watch(DatabaseUse use)
    {
        try
        {
            do
            {
                await _lock!.WhenEnded(_stop.Token);
                database.Suspend("the session that holds its lock has ended");
                LogEnded();
            }
            while (await TakeAgain(use));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The process ends.
        }
    }

    /// <summary>Takes the lock again as soon as the server answers; false when another process was faster.</summary>
    private async Task<bool> TakeAgain(DatabaseUse use)
    {
        PostgresLock old = _lock!;
        await old.DisposeAsync();
        while (true)
        {
            try
            {
                // The server may not have noticed yet that the session is over.
                await End(old);
                if (await PostgresLock.TryTake(connectionString, use, Patience, _stop.Token) is not { } taken)
                {
                    return GiveUp(await InUse(use, _stop.Token));
                }

                _lock = taken;
                if (await taken.LastOwner(_stop.Token) != _number)
                {
                    return GiveUp("another process has used the database while this one could not reach it; start this one anew");
                }

                database.Resume();
                LogTakenAgain();
                return true;
            }
            catch (Exception away) when (PostgresFailure.IsUnavailable(away))
            {
                await Task.Delay(Pause, time, _stop.Token);
            }
        }
    }

    private bool GiveUp(string why)
    {
        database.Suspend("another process has it");
        LogLost(why);
        _lost.TrySetResult(why);
        return false;
    }

    private async Task End(PostgresLock old)
    {
        await using var connection = new NpgsqlConnection(Unpooled);
        await connection.OpenAsync(_stop.Token);
        await using var command = new NpgsqlCommand(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = $1 AND backend_start::text = $2", connection)
        {
            Parameters = { new NpgsqlParameter<int> { TypedValue = old.Backend }, new NpgsqlParameter<string> { TypedValue = old.Since } },
        };
        await command.ExecuteNonQueryAsync(_stop.Token);
    }

    /// <summary>Who holds the lock, and what to do about it.</summary>
    private async Task<string> InUse(DatabaseUse use, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(Unpooled);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            SELECT activity.pid, activity.application_name, coalesce(activity.client_addr::text, 'a local socket'), to_char(activity.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')
            FROM pg_locks AS locks JOIN pg_stat_activity AS activity USING (pid)
            WHERE locks.locktype = 'advisory' AND locks.granted AND locks.objsubid = 1
              AND locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND (locks.classid::bigint << 32) + locks.objid::bigint = $1
            ORDER BY activity.backend_start LIMIT 1
            """,
            connection)
        { Parameters = { new NpgsqlParameter<long> { TypedValue = PostgresLock.Key } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        string holder = await reader.ReadAsync(cancellationToken)
            ? string.Create(CultureInfo.InvariantCulture, $"held by {reader.GetString(1)}, server process {reader.GetInt32(0)}, from {reader.GetString(2)}, since {reader.GetString(3)} UTC")
            : "held by a process that has just gone";
        string alone = use == DatabaseUse.Alone
            ? "One process alone keeps its grains there"
            : "A process that keeps all grains alone, or is not of this cluster, has it";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"the PostgreSQL database \"{connection.Database}\" is in use: advisory lock {PostgresLock.Key} is {holder}. {alone}: stop that one, or give this one a database of its own (--postgres).");
    }

    private string Unpooled => new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The session that holds the database's lock has ended; nothing is read or written until it is held again")]
    private partial void LogEnded();

    [LoggerMessage(Level = LogLevel.Information, Message = "The database's lock is held again")]
    private partial void LogTakenAgain();

    [LoggerMessage(Level = LogLevel.Critical, Message = "The database is no longer this process's: {Why}")]
    private partial void LogLost(string why);
}
