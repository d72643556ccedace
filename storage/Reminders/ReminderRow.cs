namespace Moltbot.Storage.Reminders;

/// <summary>A registered reminder.</summary>
/// <param name="GrainId">The grain's id as text.</param>
/// <param name="GrainHash">The engine's uniform hash of the grain id.</param>
/// <param name="Name">Unique within the grain.</param>
/// <param name="StartAt">First tick, kept to the millisecond.</param>
/// <param name="Period">Kept to the millisecond.</param>
/// <param name="ETag">Version of the row; ignored when written.</param>
public sealed record ReminderRow(string GrainId, uint GrainHash, string Name, DateTimeOffset StartAt, TimeSpan Period, string ETag = "");
