using Orleans.Runtime;

namespace Orleans;

/// <summary>Where reminders are kept; a singleton service. Errors are retried by the engine.</summary>
public interface IReminderTable
{
    /// <summary>Called once, before anything else.</summary>
    Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <summary>All reminders of one grain.</summary>
    Task<ReminderTableData> ReadRows(GrainId grainId);

    /// <summary>All reminders whose grain's <see cref="GrainId.GetUniformHashCode"/> is in (begin, end]; when begin is not less than
    /// end the range wraps around, so that equal bounds mean all.</summary>
    Task<ReminderTableData> ReadRows(uint begin, uint end);

    /// <summary>One reminder, or null.</summary>
    Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName);

    /// <summary>Writes the row whatever its version and returns the new version.</summary>
    Task<string?> UpsertRow(ReminderEntry entry);

    /// <summary>Removes the row if its version matches; whether it did.</summary>
    Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag);

    /// <summary>Removes every row. For tests.</summary>
    Task TestOnlyClearTable();

    /// <summary>Called once, at the end.</summary>
    Task StopAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
}
