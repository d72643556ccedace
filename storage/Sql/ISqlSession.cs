using System.Data.Common;

namespace Moltbot.Storage.Sql;

/// <summary>
/// A connection for the length of one unit of work. Arguments are <see cref="long"/>, <see cref="string"/>,
/// <see cref="byte"/> arrays, null, and arrays of strings or longs for <c>IN LIST</c>.
/// On SQLite every call completes synchronously: a unit of work must await nothing but its session.
/// </summary>
internal interface ISqlSession
{
    /// <summary>Returns the number of rows changed.</summary>
    ValueTask<int> ExecuteAsync(Statement statement, params object?[] arguments);

    /// <summary>Runs one statement for each set of arguments, in one round trip where there is one; returns the rows changed by each.</summary>
    ValueTask<int[]> ExecuteManyAsync(Statement statement, IReadOnlyList<object?[]> arguments);

    ValueTask<List<T>> QueryAsync<T>(Statement statement, Func<DbDataReader, T> map, params object?[] arguments);
}
