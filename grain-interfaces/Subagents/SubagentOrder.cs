using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Sessions;

namespace Moltbot.GrainInterfaces.Subagents;

/// <summary>A task for a sub-agent. What a model wrote is <see cref="Task"/> to <see cref="DeletesSession"/>; the rest comes from its turn.</summary>
[GenerateSerializer, Alias("moltbot.SubagentOrder"), Immutable]
public sealed record SubagentOrder
{
    /// <summary>The canonical key of the session that spawns it.</summary>
    [Id(0)] public required string SessionKey { get; init; }

    /// <summary>The conversation there that it belongs to.</summary>
    [Id(1)] public required string SessionId { get; init; }

    /// <summary>The run that asks.</summary>
    [Id(2)] public required string RunId { get; init; }

    /// <summary>What it is to do.</summary>
    [Id(3)] public required string Task { get; init; }

    /// <summary>What its session is called, 1 to 64 characters; null for nothing.</summary>
    [Id(4)] public string? Label { get; init; }

    /// <summary>Whose agent's session it is; canonical.</summary>
    [Id(5)] public required string AgentId { get; init; }

    /// <summary>The model asked for; null for the one that is configured.</summary>
    [Id(6)] public string? Model { get; init; }

    /// <summary>The thinking level asked for; null for the agent's.</summary>
    [Id(7)] public string? Thinking { get; init; }

    /// <summary>How long it may take, milliseconds; null for the agent's setting.</summary>
    [Id(8)] public long? TimeoutMs { get; init; }

    /// <summary>Whether its session is deleted once it was reported, instead of some time later.</summary>
    [Id(9)] public bool DeletesSession { get; init; }

    /// <summary>The situations whose rules hold for it and for its report, first that of the turn that asks.</summary>
    [Id(10)] public required IReadOnlyList<TurnBound> Bounds { get; init; }

    /// <summary>Where the answer to the turn that asks goes; the session's answer to the report goes there too.</summary>
    [Id(11)] public ReplyTarget? ReplyTo { get; init; }

    /// <summary>Who wrote the turn that asks; null where nobody did in a chat.</summary>
    [Id(12)] public InboundSender? Sender { get; init; }

    /// <summary>Who is behind the turn that asks.</summary>
    [Id(13)] public required string Principal { get; init; }

    /// <summary>Whether the turn that asks is itself a report.</summary>
    [Id(14)] public bool IsFromReport { get; init; }
}
