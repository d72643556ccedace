namespace Moltbot.Grains.Agents.Tools;

/// <summary>Whether a tool call may run.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Reason">Why not, for the model.</param>
internal sealed record ToolVerdict(ToolDecision Decision, string? Reason = null);
