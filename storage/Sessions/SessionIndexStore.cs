using System.Data.Common;
using System.Runtime.CompilerServices;
using Moltbot.Storage.Sealing;
using Moltbot.Storage.Sql;

namespace Moltbot.Storage.Sessions;

/// <inheritdoc cref="ISessionIndexStore"/>
internal sealed class SessionIndexStore(IDatabase database, ITenantKeys keys) : ISessionIndexStore
{
    private const string Table = "session_index";

    /// <summary>Small enough that a search holds a connection only for moments, large enough that pages do not count.</summary>
    private const int PageSize = 500;

    public async Task UpsertAsync(string tenant, IReadOnlyList<SessionIndexRow> rows, CancellationToken cancellationToken = default)
    {
        var key = await keys.GetAsync(tenant, cancellationToken);

        // In order of key: transactions that touch the same rows then wait for each other instead of locking each other out.
        var arguments = rows.OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => new object?[]
        {
            tenant, row.Key, row.AgentId, row.SessionId, row.UpdatedAt.ToColumn(), row.Label, row.SpawnedBy, row.Revision,
            key.Seal(Table, row.Key, row.Payload),
        }).ToArray();
        await (arguments.Length == 1
            ? (Task)database.ExecuteAsync(SessionStatements.Upsert, cancellationToken, arguments[0])
            : database.WriteAsync(session => session.ExecuteManyAsync(SessionStatements.Upsert, arguments), cancellationToken));
    }

    public async Task<SessionIndexRow?> GetAsync(string tenant, string key, CancellationToken cancellationToken = default)
        => await database.FirstAsync(SessionStatements.ByKey, await MapperAsync(tenant, cancellationToken), cancellationToken, tenant, key);

    public async Task<SessionIndexRow?> FindBySessionIdAsync(string tenant, string sessionId, CancellationToken cancellationToken = default)
        => await database.FirstAsync(SessionStatements.BySessionId, await MapperAsync(tenant, cancellationToken), cancellationToken, tenant, sessionId);

    public async Task<IReadOnlyList<SessionIndexRow>> ListAsync(string tenant, SessionFilter filter, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return await PageAsync(tenant, filter, null, limit, cancellationToken);
    }

    public async IAsyncEnumerable<SessionIndexRow> StreamAsync(string tenant, SessionFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        List<SessionIndexRow> page;
        SessionIndexRow? last = null;
        do
        {
            page = await PageAsync(tenant, filter, last, PageSize, cancellationToken);
            foreach (var row in page)
            {
                yield return row;
                last = row;
            }
        }
        while (page.Count == PageSize);
    }

    public Task<long> CountAsync(string tenant, string? agentId = null, CancellationToken cancellationToken = default)
        => agentId is null
            ? database.NumberAsync(SessionStatements.Count, cancellationToken, tenant)
            : database.NumberAsync(SessionStatements.CountByAgent, cancellationToken, tenant, agentId);

    public async Task<bool> DeleteAsync(string tenant, string key, CancellationToken cancellationToken = default)
        => await database.ExecuteAsync(SessionStatements.Delete, cancellationToken, tenant, key) > 0;

    private async Task<List<SessionIndexRow>> PageAsync(string tenant, SessionFilter filter, SessionIndexRow? after, int limit, CancellationToken cancellationToken)
    {
        var (statement, arguments) = SessionStatements.List(tenant, filter, after, limit);
        return await database.QueryAsync(statement, await MapperAsync(tenant, cancellationToken), cancellationToken, arguments);
    }

    private async ValueTask<Func<DbDataReader, SessionIndexRow>> MapperAsync(string tenant, CancellationToken cancellationToken)
    {
        var dataKey = await keys.GetAsync(tenant, cancellationToken);
        return row => new SessionIndexRow
        {
            Key = row.GetString(0),
            AgentId = row.GetString(1),
            SessionId = row.GetOptionalString(2),
            UpdatedAt = row.GetTime(3),
            Label = row.GetOptionalString(4),
            SpawnedBy = row.GetOptionalString(5),
            Revision = row.GetInt64(6),
            Payload = dataKey.Unseal(Table, row.GetString(0), row.GetBytes(7)),
        };
    }
}
