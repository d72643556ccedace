using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Policy;
using Moltbot.Protocol.Runners;

namespace Moltbot.Grains.Agents.Tools;

/// <summary>For whom a run uses tools. It comes from the session and the turn; nothing that a model writes gets in (attack C9).</summary>
internal sealed record ToolContext
{
    public required string Tenant { get; init; }

    public required string AgentId { get; init; }

    /// <summary>The canonical session key.</summary>
    public required string SessionKey { get; init; }

    /// <summary>The conversation within the session.</summary>
    public required string SessionId { get; init; }

    public required string RunId { get; init; }

    /// <summary>Who is behind the turn.</summary>
    public required string Principal { get; init; }

    /// <summary>The situation that the tool policy judges.</summary>
    public required ToolUse Use { get; init; }

    /// <summary>What was set on the session for the exec tool.</summary>
    public ExecPreferences Exec { get; init; } = new();

    /// <summary>
    /// Whether all who speak in the turn may read the agent's other sessions anyway: operators that ask by a client, and an account's owner in a
    /// direct chat. Not who else writes to the assistant, nor what a job, a node or a program says.
    /// </summary>
    public bool SeesAgent { get; init; }

    /// <summary>As whose the turn keeps cron jobs; null where it keeps none.</summary>
    public JobKeeper? Keeper { get; init; }

    /// <summary>Situations in which the tool policy has to allow a tool besides <see cref="Use"/>: those of the turn that caused this one (attack A15).</summary>
    public IReadOnlyList<ToolUse> Bounds { get; init; } = [];

    /// <summary>What a runner is told of it.</summary>
    public ToolRunContext For(ToolPlace place) => new()
    {
        Tenant = Tenant,
        AgentId = AgentId,
        SessionKey = SessionKey,
        SessionId = SessionId,
        SandboxKey = place.SandboxKey,
        Sandboxed = place.IsSandboxed,
        WorkspaceAccess = place.WorkspaceAccess,
        Network = place.HasNetwork,
    };
}
