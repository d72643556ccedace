namespace Moltbot.Storage.Reminders;

/// <summary>The reminder table, for either engine's adapter.</summary>
public interface IReminderRows
{
    Task<IReadOnlyList<ReminderRow>> ReadAsync(string grainId, CancellationToken cancellationToken = default);

    Task<ReminderRow?> ReadAsync(string grainId, string name, CancellationToken cancellationToken = default);

    /// <summary>
    /// Rows whose hash lies in (begin, end] of the ring: when <paramref name="begin"/> is not below <paramref name="end"/>,
    /// the range wraps; when they are equal it is the whole ring.
    /// </summary>
    Task<IReadOnlyList<ReminderRow>> ReadRangeAsync(uint begin, uint end, CancellationToken cancellationToken = default);

    /// <summary>Inserts or replaces; returns the new ETag.</summary>
    Task<string> UpsertAsync(ReminderRow row, CancellationToken cancellationToken = default);

    /// <summary>False when the row is gone or has another ETag.</summary>
    Task<bool> RemoveAsync(string grainId, string name, string etag, CancellationToken cancellationToken = default);
}
