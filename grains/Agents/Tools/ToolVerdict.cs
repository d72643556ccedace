using Moltbot.GrainInterfaces.Policy;

namespace Moltbot.Grains.Agents.Tools;

/// <summary>Whether a tool call may run.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Reason">Why not, for the model.</param>
internal sealed record ToolVerdict(ToolDecision Decision, string? Reason = null)
{
    /// <summary>Where it may run; there is one whenever it may.</summary>
    public ToolPlace? Place { get; init; }

    public static ToolVerdict Refuse(string reason) => new(ToolDecision.Refuse, reason);
}
