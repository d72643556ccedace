using System.Data.Common;

namespace Moltbot.Storage.Sql;

internal static class DatabaseExtensions
{
    public static Task<List<T>> QueryAsync<T>(
        this IDatabase database, Statement statement, Func<DbDataReader, T> map, CancellationToken cancellationToken, params object?[] arguments)
        => database.ReadAsync(session => session.QueryAsync(statement, map, arguments), cancellationToken);

    public static async Task<T?> FirstAsync<T>(
        this IDatabase database, Statement statement, Func<DbDataReader, T> map, CancellationToken cancellationToken, params object?[] arguments)
        where T : class
    {
        var rows = await database.QueryAsync(statement, map, cancellationToken, arguments);
        return rows.Count == 0 ? null : rows[0];
    }

    public static async ValueTask<T?> FirstAsync<T>(
        this ISqlSession session, Statement statement, Func<DbDataReader, T> map, params object?[] arguments)
        where T : class
    {
        var rows = await session.QueryAsync(statement, map, arguments);
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>The single number that a statement selects.</summary>
    public static async Task<long> NumberAsync(
        this IDatabase database, Statement statement, CancellationToken cancellationToken, params object?[] arguments)
        => (await database.QueryAsync(statement, row => row.GetInt64(0), cancellationToken, arguments))[0];
}
