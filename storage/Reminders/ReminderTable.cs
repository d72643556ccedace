using Orleans.Runtime;

namespace Moltbot.Storage.Reminders;

/// <summary>The engines' reminder table over <see cref="IReminderRows"/>.</summary>
public sealed class ReminderTable : IReminderTable
{
    private readonly IReminderRows rows;

    /// <summary>Over these rows.</summary>
    public ReminderTable(IReminderRows rows) => this.rows = rows;

    /// <inheritdoc/>
    public async Task<ReminderTableData> ReadRows(GrainId grainId)
        => new((await rows.ReadAsync(grainId.ToString())).Select(Entry));

    /// <inheritdoc/>
    public async Task<ReminderTableData> ReadRows(uint begin, uint end)
        => new((await rows.ReadRangeAsync(begin, end)).Select(Entry));

    /// <inheritdoc/>
    public async Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName)
        => await rows.ReadAsync(grainId.ToString(), reminderName) is { } row ? Entry(row) : null;

    /// <inheritdoc/>
    public async Task<string?> UpsertRow(ReminderEntry entry)
        => await rows.UpsertAsync(new ReminderRow(
            entry.GrainId.ToString(),
            entry.GrainId.GetUniformHashCode(),
            entry.ReminderName,
            new DateTimeOffset(DateTime.SpecifyKind(entry.StartAt, DateTimeKind.Utc)),
            entry.Period));

    /// <inheritdoc/>
    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag)
        => rows.RemoveAsync(grainId.ToString(), reminderName, eTag);

    /// <inheritdoc/>
    public async Task TestOnlyClearTable()
    {
        foreach (var row in await rows.ReadRangeAsync(0, 0))
        {
            await rows.RemoveAsync(row.GrainId, row.Name, row.ETag);
        }
    }

    private static ReminderEntry Entry(ReminderRow row) => new()
    {
        GrainId = GrainId.Parse(row.GrainId),
        ReminderName = row.Name,
        StartAt = row.StartAt.UtcDateTime,
        Period = row.Period,
        ETag = row.ETag,
    };
}
