using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Moltbot.Storage.Sqlite;

/// <summary>Opens connections to the one database file with the settings that the rest relies on.</summary>
internal sealed class SqliteConnectionFactory(string file, SqliteSynchronous synchronous)
{
    public string File { get; } = file;

    /// <summary>Largest size of the database in pages of 4 KiB; unset: as large as the disk. What comes after is refused as by a full disk.</summary>
    public long? MaxPages { get; init; }

    /// <summary>The connection that writes. Only the writer's thread uses it.</summary>
    public SqliteConnection OpenWriter()
    {
        var connection = Open(SqliteOpenMode.ReadWriteCreate);
        var level = synchronous == SqliteSynchronous.Full ? "FULL" : "NORMAL";
        Run(connection, $"PRAGMA journal_mode=WAL; PRAGMA synchronous={level}; PRAGMA cache_size=-8000; PRAGMA journal_size_limit=67108864;");
        if (MaxPages is { } pages)
        {
            Run(connection, $"PRAGMA max_page_count={pages.ToString(CultureInfo.InvariantCulture)};");
        }

        return connection;
    }

    /// <summary>A connection that cannot write, whatever statement reaches it.</summary>
    public SqliteConnection OpenReader()
    {
        // Not SqliteOpenMode.ReadOnly: a reader may be the first to come after a crash and then has to recover the log.
        var connection = Open(SqliteOpenMode.ReadWrite);
        Run(connection, "PRAGMA query_only=ON;");
        return connection;
    }

    private SqliteConnection Open(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = File,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = 5,
        }.ConnectionString);
        try
        {
            connection.Open();
            Run(connection, "PRAGMA busy_timeout=2000; PRAGMA temp_store=MEMORY;");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
