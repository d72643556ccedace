using System.Data.Common;

namespace Moltbot.Storage.Sql;

/// <summary>How values look in columns: times as Unix milliseconds, bytes as they are.</summary>
internal static class Columns
{
    public static object ToColumn(this DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    public static object? ToColumn(this DateTimeOffset? time) => time?.ToUnixTimeMilliseconds();

    public static DateTimeOffset GetTime(this DbDataReader row, int ordinal)
        => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(ordinal));

    public static DateTimeOffset? GetOptionalTime(this DbDataReader row, int ordinal)
        => row.IsDBNull(ordinal) ? null : row.GetTime(ordinal);

    public static string? GetOptionalString(this DbDataReader row, int ordinal)
        => row.IsDBNull(ordinal) ? null : row.GetString(ordinal);

    public static byte[] GetBytes(this DbDataReader row, int ordinal) => row.GetFieldValue<byte[]>(ordinal);

    public static byte[]? GetOptionalBytes(this DbDataReader row, int ordinal)
        => row.IsDBNull(ordinal) ? null : row.GetBytes(ordinal);
}
