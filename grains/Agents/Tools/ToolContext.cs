using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Policy;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Models.Failover;
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

    /// <summary>Names the call that is being answered; made here and never given twice. Null outside of one.</summary>
    public string? CallId { get; init; }

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

    /// <summary>Whether the turn is told USER.md: nobody is heard and nobody reads along but the owner and operators, whose memory the workspace holds.</summary>
    public bool ReadsMemory { get; init; }

    /// <summary>As whose the turn keeps cron jobs; null where it keeps none.</summary>
    public JobKeeper? Keeper { get; init; }

    /// <summary>Whether there is a chat that the turn may write to by itself: its own, or any for operators and owners where there are accounts.</summary>
    public bool WritesToChats { get; init; }

    /// <summary>The tools that there are, where a turn has fewer than policy allows it; null for all of those.</summary>
    public IReadOnlyList<string>? Only { get; init; }

    /// <summary>The situations of the turns that caused this one: what their rules do not allow is not allowed here either (attack A15).</summary>
    public IReadOnlyList<TurnBound> Bounds { get; init; } = [];

    /// <summary>What a turn that this one causes may not go beyond: this situation, and those that already hold for it (invariant 1).</summary>
    public IReadOnlyList<TurnBound> BoundsOfCaused => [.. Bounds.Prepend(new TurnBound { Use = Use, SessionId = SessionId, Exec = Exec }).Distinct()];

    /// <summary>Where the answer goes; null for clients of the gateway only.</summary>
    public ReplyTarget? ReplyTo { get; init; }

    /// <summary>Who wrote the turn; null where nobody did in a chat.</summary>
    public InboundSender? Sender { get; init; }

    /// <summary>Whether the turn is what came of a sub-agent.</summary>
    public bool IsReport { get; init; }

    /// <summary>The credential that the session sticks to; null for none.</summary>
    public string? Profile { get; init; }

    /// <summary>Counts for the tenant what a model used that a tool asked, at once: whatever happens to the call afterwards, it is paid. The text says which tool.</summary>
    public Func<string, ModelAnswer, Task> Count { get; init; } = static (_, _) => Task.CompletedTask;

    /// <summary>Whether somebody stopped the run: what it waits for elsewhere ends with it. Not when its time is over or its process ends.</summary>
    public Func<bool> IsStopped { get; init; } = static () => false;

    /// <summary>The same for a call of that model: its rules count, whoever was asked first.</summary>
    public ToolContext For(ToolCall call) => this with { Use = Use with { Provider = call.Provider ?? Use.Provider, Model = call.Model ?? Use.Model } };

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
        Life = new ToolSandboxLife { IdleMinutes = place.IdleMinutes, MaxAgeMinutes = place.MaxAgeMinutes },
        Limits = place.Limits is not { } limits ? null : new ToolSandboxLimits
        {
            MemoryBytes = limits.MemoryBytes,
            Processes = limits.Processes,
            OpenFiles = limits.OpenFiles,
            FileBytes = limits.FileBytes,
            CpuSeconds = limits.CpuSeconds,
        },
        Env = place.Variables,
    };
}
