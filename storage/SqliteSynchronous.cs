namespace Moltbot.Storage;

/// <summary>SQLite's <c>PRAGMA synchronous</c> for a database in WAL mode.</summary>
public enum SqliteSynchronous
{
    /// <summary>A commit survives a power cut: the log is flushed before a write is acknowledged.</summary>
    Full,

    /// <summary>A commit survives the death of the process; the last ones may be lost in a power cut. Never corrupts.</summary>
    Normal,
}
