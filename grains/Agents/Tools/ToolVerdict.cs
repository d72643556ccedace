using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Policy;
using Moltbot.Policy.Tools.Mcp;

namespace Moltbot.Grains.Agents.Tools;

/// <summary>Whether a tool call may run.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Reason">Why not, for the model.</param>
internal sealed record ToolVerdict(ToolDecision Decision, string? Reason = null)
{
    /// <summary>Where it may run; there is one whenever it may.</summary>
    public ToolPlace? Place { get; init; }

    /// <summary>The server's tool that is called; null for all other tools.</summary>
    public McpTool? Mcp { get; init; }

    /// <summary>What a command starts; null where it runs as it is written, which only a sandbox does, and for other tools.</summary>
    public ExecRun? Exec { get; init; }

    /// <summary>What a person is asked about; null where nobody is.</summary>
    public ExecCall? Asks { get; init; }

    /// <summary>What held when it was decided that a person is asked; null where nobody is.</summary>
    public ExecPreferences? Preferences { get; init; }

    /// <summary>The approval by which it runs; null where nobody was asked.</summary>
    public string? ApprovalId { get; init; }

    public static ToolVerdict Refuse(string reason) => new(ToolDecision.Refuse, reason);
}
