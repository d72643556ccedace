using System.Globalization;
using Moltbot.Storage.Postgres;
using Npgsql;

namespace Moltbot.Storage.Ownership;

/// <summary>
/// A session of its own that holds the advisory lock: alone, or shared with a cluster. The server frees it with the session. A count
/// beside it tells whether somebody else has had the database between two sessions of this process.
/// </summary>
internal sealed class PostgresLock : IAsyncDisposable
{
    /// <summary>The lock's number: any that nobody else takes; one above the migrations'.</summary>
    public const long Key = 30803244250001269;

    private readonly NpgsqlConnection _connection;

    private PostgresLock(NpgsqlConnection connection, int backend, string since)
    {
        _connection = connection;
        Backend = backend;
        Since = since;
    }

    /// <summary>The server's process for this session.</summary>
    public int Backend { get; }

    /// <summary>When that process began, as the server writes it; numbers of processes come again.</summary>
    public string Since { get; }

    /// <summary>Takes the lock; null when another session has it for longer than <paramref name="patience"/>.</summary>
    public static async Task<PostgresLock?> TryTake(
        string connectionString, DatabaseUse use, TimeSpan patience, CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            ApplicationName = use == DatabaseUse.Alone ? "moltbot (owner)" : "moltbot (member of a cluster)",

            // A server that is gone without a word is noticed within seconds; so is this process by the server.
            KeepAlive = 5,
            Options = new NpgsqlConnectionStringBuilder(connectionString).Options + " -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 -c idle_session_timeout=0",
        };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await Run(connection, string.Create(CultureInfo.InvariantCulture, $"SET lock_timeout = {(long)patience.TotalMilliseconds}"), cancellationToken);
            string function = use == DatabaseUse.Alone ? "pg_advisory_lock" : "pg_advisory_lock_shared";
            await Run(connection, string.Create(CultureInfo.InvariantCulture, $"SELECT {function}({Key})"), cancellationToken);
            string since = (string)(await Scalar(connection, "SELECT backend_start::text FROM pg_stat_activity WHERE pid = pg_backend_pid()", cancellationToken))!;
            return new PostgresLock(connection, connection.ProcessID, since);
        }
        catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            await connection.DisposeAsync();
            return null;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Counts a new owner; the answer is this process's number.</summary>
    public async Task<long> Begin(CancellationToken cancellationToken)
    {
        await Run(_connection, "CREATE TABLE IF NOT EXISTS database_owner (one boolean PRIMARY KEY DEFAULT true CHECK (one), number bigint NOT NULL)", cancellationToken);
        return (long)(await Scalar(
            _connection,
            "INSERT INTO database_owner (number) VALUES (1) ON CONFLICT (one) DO UPDATE SET number = database_owner.number + 1 RETURNING number",
            cancellationToken))!;
    }

    /// <summary>The number of the last process that had the database alone; 0 when there was none.</summary>
    public async Task<long> LastOwner(CancellationToken cancellationToken) =>
        await Scalar(_connection, "SELECT to_regclass('database_owner') IS NOT NULL", cancellationToken) is true
            ? (long)(await Scalar(_connection, "SELECT number FROM database_owner", cancellationToken))!
            : 0;

    /// <summary>Returns when the session has ended, whoever ended it.</summary>
    public async Task WhenEnded(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await _connection.WaitAsync(cancellationToken);
            }
        }
        catch (Exception ended) when (!cancellationToken.IsCancellationRequested && (PostgresFailure.IsUnavailable(ended) || ended is InvalidOperationException))
        {
            // That it ended is all there is to say.
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<object?> Scalar(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
