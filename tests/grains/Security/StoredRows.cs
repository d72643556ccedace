using Microsoft.Data.Sqlite;
using Moltbot.Storage;

namespace Moltbot.Grains.Tests.Security;

/// <summary>Every row of every table of a database that nobody has open.</summary>
internal static class StoredRows
{
    public static IReadOnlyList<string> Of(string folder)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, StorageServiceCollectionExtensions.DatabaseFileName)};Mode=ReadOnly;Pooling=False");
        connection.Open();
        var rows = new List<string>();
        foreach (string table in Read(connection, "SELECT name FROM sqlite_master WHERE type = 'table'", static reader => reader.GetString(0)))
        {
            rows.AddRange(Read(connection, $"SELECT * FROM \"{table}\"", reader => $"{table}: {Text(reader)}"));
        }

        return rows;
    }

    /// <summary>The states of grains that have a row, and the keys of those grains.</summary>
    public static IReadOnlyList<(string State, string Key)> Grains(string folder)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, StorageServiceCollectionExtensions.DatabaseFileName)};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return Read(connection, "SELECT state_name, grain_key FROM grain_state", static reader => (reader.GetString(0), reader.GetString(1)));
    }

    private static List<T> Read<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> read)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private static string Text(SqliteDataReader row) => string.Join(
        " | ", Enumerable.Range(0, row.FieldCount).Select(column => row.GetValue(column) is byte[] bytes ? Convert.ToHexString(bytes) : $"{row.GetValue(column)}"));
}
