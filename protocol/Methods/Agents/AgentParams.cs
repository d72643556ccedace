using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Agents;

/// <summary>Starts a run (section 5.3).</summary>
public sealed record AgentParams
{
    /// <summary>What to say to the agent.</summary>
    public required string Message { get; init; }

    /// <summary>The agent; must agree with the session key.</summary>
    public string? AgentId { get; init; }

    /// <summary>Recipient of the reply.</summary>
    public string? To { get; init; }

    /// <summary>Recipient of the reply, when another than <see cref="To"/>.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>A session by transcript id.</summary>
    public string? SessionId { get; init; }

    /// <summary>A session by key.</summary>
    public string? SessionKey { get; init; }

    /// <summary>Thinking level of this run.</summary>
    public string? Thinking { get; init; }

    /// <summary>Whether to deliver the reply.</summary>
    public bool? Deliver { get; init; }

    /// <summary>Attachments as in <c>chat.send</c>.</summary>
    public IReadOnlyList<RawJson>? Attachments { get; init; }

    /// <summary>Channel of the reply.</summary>
    public string? Channel { get; init; }

    /// <summary>Channel of the reply, when another.</summary>
    public string? ReplyChannel { get; init; }

    /// <summary>Account of the channel.</summary>
    public string? AccountId { get; init; }

    /// <summary>Account of the reply, when another.</summary>
    public string? ReplyAccountId { get; init; }

    /// <summary>Thread.</summary>
    public string? ThreadId { get; init; }

    /// <summary>Group.</summary>
    public string? GroupId { get; init; }

    /// <summary>Channel of the group.</summary>
    public string? GroupChannel { get; init; }

    /// <summary>Space of the group.</summary>
    public string? GroupSpace { get; init; }

    /// <summary>Seconds, at least 0.</summary>
    public long? Timeout { get; init; }

    /// <summary>Lane of the run.</summary>
    public string? Lane { get; init; }

    /// <summary>Added to the system prompt.</summary>
    public string? ExtraSystemPrompt { get; init; }

    /// <summary>The run's id, too.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>Label of the session, 1 to 64 characters.</summary>
    public string? Label { get; init; }

    /// <summary>Session that spawned this one.</summary>
    public string? SpawnedBy { get; init; }
}
