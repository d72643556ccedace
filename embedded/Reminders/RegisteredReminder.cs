using Orleans.Runtime;

namespace Moltbot.Embedded.Reminders;

/// <summary>A reminder with the version that ending it needs.</summary>
internal sealed record RegisteredReminder(GrainId GrainId, string ReminderName, string ETag) : IGrainReminder;
