using System.Data.Common;

namespace Moltbot.Storage.Sql;

/// <summary>
/// What the stores need of a database. Failures of the database itself come as <see cref="StorageUnavailableException"/>.
/// A unit of work may be run again after a deadlock, so it keeps no state outside its session.
/// </summary>
internal interface IDatabase
{
    Task<T> ReadAsync<T>(Func<ISqlSession, ValueTask<T>> work, CancellationToken cancellationToken);

    /// <summary>Runs the work in a transaction: all of it is committed when the task ends, or nothing.</summary>
    Task<T> WriteAsync<T>(Func<ISqlSession, ValueTask<T>> work, CancellationToken cancellationToken);

    /// <summary>A single writing statement, cheaper than a transaction of its own; returns the number of rows changed.</summary>
    Task<int> ExecuteAsync(Statement statement, CancellationToken cancellationToken, params object?[] arguments);

    /// <summary>A single writing statement with a RETURNING clause.</summary>
    Task<List<T>> ReturningAsync<T>(Statement statement, Func<DbDataReader, T> map, CancellationToken cancellationToken, params object?[] arguments);

    /// <summary>
    /// Runs one statement whose old values must not be recoverable from the files afterwards, as far as the database can
    /// do that.
    /// </summary>
    Task EraseAsync(Statement statement, string table, CancellationToken cancellationToken, params object?[] arguments);
}
