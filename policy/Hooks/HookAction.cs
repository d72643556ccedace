namespace Moltbot.Policy.Hooks;

/// <summary>What a mapping makes of a call: one of the three.</summary>
/// <param name="Wake">A line for the main session.</param>
/// <param name="Run">A run of an agent.</param>
/// <param name="Error">Why it makes nothing of it.</param>
public sealed record HookAction(HookWake? Wake, HookRun? Run, string? Error);
