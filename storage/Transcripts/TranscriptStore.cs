using System.Data.Common;
using Moltbot.Storage.Grains;
using Moltbot.Storage.Sealing;
using Moltbot.Storage.Sql;

namespace Moltbot.Storage.Transcripts;

/// <inheritdoc cref="ITranscriptStore"/>
internal sealed class TranscriptStore(IDatabase database, ITenantKeys keys) : ITranscriptStore
{
    private const string Table = "transcripts";

    private static readonly Statement Insert = new("""
        INSERT INTO transcripts (tenant, session_key, session_id, seq, created_at, payload) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (tenant, session_key, session_id, seq) DO NOTHING
        """);

    private static readonly Statement Newest = new("""
        SELECT seq, created_at, payload FROM transcripts
        WHERE tenant = $1 AND session_key = $2 AND session_id = $3 AND seq <= $4 ORDER BY seq DESC LIMIT $5
        """);

    private static readonly Statement Forward = new("""
        SELECT seq, created_at, payload FROM transcripts
        WHERE tenant = $1 AND session_key = $2 AND session_id = $3 AND seq > $4 AND seq <= $5 ORDER BY seq LIMIT $6
        """);

    private static readonly Statement Count = new(
        "SELECT count(*) FROM transcripts WHERE tenant = $1 AND session_key = $2 AND session_id = $3 AND seq <= $4");

    private static readonly Statement Truncate = new(
        "DELETE FROM transcripts WHERE tenant = $1 AND session_key = $2 AND session_id = $3 AND seq > $4");

    private static readonly Statement CopyToArchive = new("""
        INSERT INTO transcript_archives (tenant, session_key, session_id, archive, seq, created_at, payload)
        SELECT tenant, session_key, session_id, $4, seq, created_at, payload FROM transcripts
        WHERE tenant = $1 AND session_key = $2 AND session_id = $3 AND seq <= $5
        ON CONFLICT (tenant, session_key, session_id, archive, seq) DO NOTHING
        """);

    private static readonly Statement DeleteArchived = new(
        "DELETE FROM transcripts WHERE tenant = $1 AND session_key = $2 AND session_id = $3 AND seq <= $4");

    private static readonly Statement ForwardInArchive = new("""
        SELECT seq, created_at, payload FROM transcript_archives
        WHERE tenant = $1 AND session_key = $2 AND session_id = $3 AND archive = $4 AND seq > $5 ORDER BY seq LIMIT $6
        """);

    private static readonly Statement DeleteArchives = new(
        "DELETE FROM transcript_archives WHERE tenant = $1 AND session_key = $2 AND session_id = $3");

    public async Task<AppendOutcome> AppendAsync(TranscriptKey key, IReadOnlyList<TranscriptRow> rows, CancellationToken cancellationToken = default)
    {
        RequireConsecutive(rows);
        if (rows.Count == 0)
        {
            return AppendOutcome.Appended;
        }

        var arguments = await SealAsync(key, rows, cancellationToken);
        if (arguments.Length == 1)
        {
            return await database.ExecuteAsync(Insert, cancellationToken, arguments[0]) == 1 ? AppendOutcome.Appended : AppendOutcome.NotOwner;
        }

        try
        {
            return await database.WriteAsync(session => InsertAllAsync(session, arguments), cancellationToken);
        }
        catch (SequenceTakenException)
        {
            return AppendOutcome.NotOwner;
        }
    }

    public async ValueTask<CommitPart> PrepareAppendAsync(TranscriptKey key, IReadOnlyList<TranscriptRow> rows, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfZero(rows.Count, nameof(rows));
        RequireConsecutive(rows);
        return new CommitPart(Insert, await SealAsync(key, rows, cancellationToken), isRequired: true);
    }

    public async Task<IReadOnlyList<TranscriptRow>> ReadNewestAsync(TranscriptKey key, long head, int count, CancellationToken cancellationToken = default)
    {
        var map = await MapperAsync(key, cancellationToken);
        var rows = await database.QueryAsync(Newest, map, cancellationToken, key.Tenant, key.SessionKey, key.SessionId, head, (long)count);
        rows.Reverse();
        return rows;
    }

    public async Task<IReadOnlyList<TranscriptRow>> ReadForwardAsync(TranscriptKey key, long after, long head, int count, CancellationToken cancellationToken = default)
    {
        var map = await MapperAsync(key, cancellationToken);
        return await database.QueryAsync(Forward, map, cancellationToken, key.Tenant, key.SessionKey, key.SessionId, after, head, (long)count);
    }

    public Task<long> CountAsync(TranscriptKey key, long head, CancellationToken cancellationToken = default)
        => database.NumberAsync(Count, cancellationToken, key.Tenant, key.SessionKey, key.SessionId, head);

    public async Task<long> TruncateAsync(TranscriptKey key, long head, CancellationToken cancellationToken = default)
        => await database.ExecuteAsync(Truncate, cancellationToken, key.Tenant, key.SessionKey, key.SessionId, head);

    public Task<long> ArchiveAsync(TranscriptKey key, string archive, long upTo, CancellationToken cancellationToken = default)
        => database.WriteAsync<long>(
            async session =>
            {
                await session.ExecuteAsync(CopyToArchive, key.Tenant, key.SessionKey, key.SessionId, archive, upTo);
                return await session.ExecuteAsync(DeleteArchived, key.Tenant, key.SessionKey, key.SessionId, upTo);
            },
            cancellationToken);

    public async Task<IReadOnlyList<TranscriptRow>> ReadArchiveAsync(TranscriptKey key, string archive, long after, int count, CancellationToken cancellationToken = default)
    {
        var map = await MapperAsync(key, cancellationToken);
        return await database.QueryAsync(ForwardInArchive, map, cancellationToken, key.Tenant, key.SessionKey, key.SessionId, archive, after, (long)count);
    }

    public Task<long> DeleteAsync(TranscriptKey key, bool includeArchives, CancellationToken cancellationToken = default)
        => database.WriteAsync<long>(
            async session =>
            {
                long removed = await session.ExecuteAsync(Truncate, key.Tenant, key.SessionKey, key.SessionId, 0L);
                return includeArchives
                    ? removed + await session.ExecuteAsync(DeleteArchives, key.Tenant, key.SessionKey, key.SessionId)
                    : removed;
            },
            cancellationToken);

    private async ValueTask<object?[][]> SealAsync(TranscriptKey key, IReadOnlyList<TranscriptRow> rows, CancellationToken cancellationToken)
    {
        var dataKey = await keys.GetAsync(key.Tenant, cancellationToken);
        var arguments = new object?[rows.Count][];
        for (var i = 0; i < arguments.Length; i++)
        {
            var row = rows[i];
            arguments[i] =
            [
                key.Tenant, key.SessionKey, key.SessionId, row.Sequence, row.CreatedAt.ToColumn(), dataKey.Seal(Table, Id(key, row.Sequence), row.Payload),
            ];
        }

        return arguments;
    }

    private static async ValueTask<AppendOutcome> InsertAllAsync(ISqlSession session, object?[][] arguments)
    {
        var changed = await session.ExecuteManyAsync(Insert, arguments);

        // Throwing undoes the rows that went in before the one that was taken.
        return changed.All(count => count == 1) ? AppendOutcome.Appended : throw new SequenceTakenException();
    }

    private static void RequireConsecutive(IReadOnlyList<TranscriptRow> rows)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Sequence < 1 || rows[i].Sequence != rows[0].Sequence + i)
            {
                throw new ArgumentException($"Row {i} has the sequence {rows[i].Sequence}; sequences are consecutive and start at 1.", nameof(rows));
            }
        }
    }

    /// <summary>The archive's name is not part of it, so that rows move to an archive as they are.</summary>
    private static string Id(TranscriptKey key, long sequence) => RowId.Of(RowId.Of(key.SessionKey, key.SessionId), sequence);

    private async ValueTask<Func<DbDataReader, TranscriptRow>> MapperAsync(TranscriptKey key, CancellationToken cancellationToken)
    {
        var dataKey = await keys.GetAsync(key.Tenant, cancellationToken);
        return row =>
        {
            var sequence = row.GetInt64(0);
            return new TranscriptRow(sequence, row.GetTime(1), dataKey.Unseal(Table, Id(key, sequence), row.GetBytes(2)));
        };
    }
}
