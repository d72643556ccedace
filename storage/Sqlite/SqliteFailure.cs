using Microsoft.Data.Sqlite;

namespace Moltbot.Storage.Sqlite;

/// <summary>Tells failures of the file or the machine from mistakes of a statement.</summary>
internal static class SqliteFailure
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int NoMemory = 7;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    public static bool IsUnavailable(SqliteException exception) => exception.SqliteErrorCode
        is Busy or Locked or NoMemory or ReadOnly or InputOutput or Corrupt or Full or CannotOpen or NotADatabase;

    /// <summary>After these the connection itself is suspect and is opened anew; a full disk or a busy lock leaves it sound.</summary>
    public static bool IsConnectionSuspect(SqliteException exception) => exception.SqliteErrorCode
        is ReadOnly or InputOutput or Corrupt or CannotOpen or NotADatabase or NoMemory;

    public static StorageUnavailableException Unavailable(string file, SqliteException exception)
    {
        var reason = exception.SqliteErrorCode switch
        {
            Full => "the disk is full; free some space",
            Busy or Locked => "another process keeps it locked; only one silo may use a state folder",
            ReadOnly => "it is not writable",
            CannotOpen => "it cannot be opened",
            Corrupt or NotADatabase => "it is damaged; restore a backup",
            NoMemory => "the process is out of memory",
            _ => "reading or writing it failed",
        };
        return new StorageUnavailableException($"The database {file} did not take the request: {reason} (SQLite error {exception.SqliteExtendedErrorCode}).", exception);
    }
}
