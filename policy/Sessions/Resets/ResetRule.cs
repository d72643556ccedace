namespace Moltbot.Policy.Sessions.Resets;

/// <summary>One reset block of the configuration; what is null was not configured.</summary>
/// <param name="Mode">Daily or idle.</param>
/// <param name="AtHour">Hour of the local clock, 0 to 23; other numbers are moved to the nearest.</param>
/// <param name="IdleMinutes">Minutes without a message; less than one counts as one.</param>
public sealed record ResetRule(ResetMode? Mode = null, double? AtHour = null, double? IdleMinutes = null);
