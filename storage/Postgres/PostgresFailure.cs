using System.Net.Sockets;
using Npgsql;

namespace Moltbot.Storage.Postgres;

/// <summary>Tells failures of the server or the way to it from mistakes of a statement.</summary>
internal static class PostgresFailure
{
    /// <summary>The transaction was chosen to give way to another; it has left no trace and may be run again.</summary>
    public static bool IsLostRace(Exception exception)
        => exception is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    public static bool IsUnavailable(Exception exception) => exception switch
    {
        // 08 connection, 28 refused login, 3D no such database, 53 resources (disk full, too many connections),
        // 57 operator intervention, 58 errors of the system, 25006 a standby.
        PostgresException server => server.SqlState[..2] is "08" or "28" or "3D" or "53" or "57" or "58" || server.SqlState == "25006",
        NpgsqlException or SocketException or TimeoutException or IOException => true,
        _ => false,
    };

    public static StorageUnavailableException Unavailable(Exception exception)
    {
        // Npgsql's messages name host and port, never the password; the server's own text may quote values, so only its code.
        var reason = exception is PostgresException server ? $"the server answered {server.SqlState}" : exception.Message;
        return new StorageUnavailableException($"PostgreSQL did not take the request: {reason}.", exception);
    }
}
