using System.Data.Common;
using System.Globalization;
using Moltbot.Storage.Sql;

namespace Moltbot.Storage.Reminders;

/// <inheritdoc cref="IReminderRows"/>
internal sealed class ReminderRows(IDatabase database) : IReminderRows
{
    private const string Fields = "grain_id, grain_hash, name, start_at, period, etag";

    private static readonly Statement ByGrain = new($"SELECT {Fields} FROM reminders WHERE grain_id = $1 ORDER BY name");

    private static readonly Statement ByName = new($"SELECT {Fields} FROM reminders WHERE grain_id = $1 AND name = $2");

    private static readonly Statement Within = new($"SELECT {Fields} FROM reminders WHERE grain_hash > $1 AND grain_hash <= $2");

    private static readonly Statement Around = new($"SELECT {Fields} FROM reminders WHERE grain_hash > $1 OR grain_hash <= $2");

    private static readonly Statement Upsert = new("""
        INSERT INTO reminders AS r (grain_id, name, grain_hash, start_at, period, etag) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (grain_id, name) DO UPDATE
        SET grain_hash = excluded.grain_hash, start_at = excluded.start_at, period = excluded.period, etag = r.etag + 1
        RETURNING etag
        """);

    private static readonly Statement Remove = new("DELETE FROM reminders WHERE grain_id = $1 AND name = $2 AND etag = $3");

    public async Task<IReadOnlyList<ReminderRow>> ReadAsync(string grainId, CancellationToken cancellationToken = default)
        => await database.QueryAsync(ByGrain, Map, cancellationToken, grainId);

    public Task<ReminderRow?> ReadAsync(string grainId, string name, CancellationToken cancellationToken = default)
        => database.FirstAsync(ByName, Map, cancellationToken, grainId, name);

    public async Task<IReadOnlyList<ReminderRow>> ReadRangeAsync(uint begin, uint end, CancellationToken cancellationToken = default)
        => await database.QueryAsync(begin < end ? Within : Around, Map, cancellationToken, (long)begin, (long)end);

    public async Task<string> UpsertAsync(ReminderRow row, CancellationToken cancellationToken = default)
    {
        var etags = await database.ReturningAsync(
            Upsert, reader => reader.GetInt64(0), cancellationToken,
            row.GrainId, row.Name, (long)row.GrainHash, row.StartAt.ToColumn(), (long)row.Period.TotalMilliseconds, FirstVersion.Next());
        return etags[0].ToString(CultureInfo.InvariantCulture);
    }

    public async Task<bool> RemoveAsync(string grainId, string name, string etag, CancellationToken cancellationToken = default)
        => long.TryParse(etag, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            && await database.ExecuteAsync(Remove, cancellationToken, grainId, name, version) == 1;

    private static ReminderRow Map(DbDataReader row) => new(
        row.GetString(0), (uint)row.GetInt64(1), row.GetString(2), row.GetTime(3), TimeSpan.FromMilliseconds(row.GetInt64(4)),
        row.GetInt64(5).ToString(CultureInfo.InvariantCulture));
}
