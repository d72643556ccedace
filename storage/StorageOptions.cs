using System.Text.Json;

namespace Moltbot.Storage;

/// <summary>Where data is kept. SQLite in <see cref="StatePath"/> unless a PostgreSQL connection string is given.</summary>
public sealed record StorageOptions
{
    /// <summary>Folder of the database file and of the master key; created with mode 0700 when missing.</summary>
    public required string StatePath { get; init; }

    /// <summary>When set, every table lives in this PostgreSQL database (15 or newer) and SQLite is not used.</summary>
    public string? PostgresConnectionString { get; init; }

    /// <summary>What a SQLite commit waits for; ignored with PostgreSQL.</summary>
    public SqliteSynchronous SqliteSynchronous { get; init; } = SqliteSynchronous.Full;

    /// <summary>Most connections one process opens to PostgreSQL, 2–500. A connection string's own value wins when smaller.</summary>
    public int PostgresMaxPoolSize { get; init; } = 30;

    /// <summary>Also create the tables and queries that Orleans' ADO.NET providers ask for (PostgreSQL only).</summary>
    public bool IncludeOrleansSchema { get; init; }

    /// <summary>How grain state is written as JSON; unset: plain System.Text.Json by reflection.</summary>
    public JsonSerializerOptions? StateJson { get; init; }

    /// <summary>Base64 of a 32-byte master key, usually from MOLTBOT_MASTER_KEY. Unset: the file <c>master.key</c> in the state folder.</summary>
    public string? MasterKey { get; init; }
}
