using Moltbot.Embedded.Reminders;

namespace Moltbot.Embedded.Tests.Reminders;

/// <summary>A table that cannot be read for a while.</summary>
internal sealed class FailingTable : IReminderTable
{
    private readonly InMemoryReminderTable _table = new();

    public bool IsFailing { get; set; } = true;

    public Task<ReminderTableData> ReadRows(GrainId grainId) => _table.ReadRows(grainId);

    public Task<ReminderTableData> ReadRows(uint begin, uint end) =>
        IsFailing ? throw new IOException("the table is away") : _table.ReadRows(begin, end);

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) => _table.ReadRow(grainId, reminderName);

    public Task<string?> UpsertRow(ReminderEntry entry) => _table.UpsertRow(entry);

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => _table.RemoveRow(grainId, reminderName, eTag);

    public Task TestOnlyClearTable() => _table.TestOnlyClearTable();
}
