using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.GrainInterfaces.Sessions;

/// <summary>A message for the agent of a session.</summary>
[GenerateSerializer, Alias("moltbot.TurnRequest")]
public sealed record TurnRequest
{
    /// <summary>Names the run within the tenant: a client's idempotency key, <see cref="ChannelRunIds"/> or <see cref="NodeRunIds"/>. 1 to 256 characters.</summary>
    [Id(0)] public required string RunId { get; init; }

    /// <summary>The canonical session key.</summary>
    [Id(1)] public required string SessionKey { get; init; }

    /// <summary>The session key as the client sent it; events repeat it.</summary>
    [Id(2)] public required string SessionKeyAsSent { get; init; }

    /// <summary>The text.</summary>
    [Id(3)] public required string Message { get; init; }

    /// <summary>Where it came from.</summary>
    [Id(4)] public required TurnOrigin Origin { get; init; }

    /// <summary>Images with it.</summary>
    [Id(5)] public IReadOnlyList<TurnAttachment> Attachments { get; init; } = [];

    /// <summary>The thinking level asked for; null for the session's.</summary>
    [Id(6)] public string? Thinking { get; init; }

    /// <summary>How long the run may take, milliseconds; null for the agent's setting.</summary>
    [Id(7)] public long? TimeoutMs { get; init; }

    /// <summary>Where the reply is delivered; null for clients of the gateway only.</summary>
    [Id(8)] public ReplyTarget? ReplyTo { get; init; }

    /// <summary>Who wrote it, for commands and the envelope; null for a gateway client.</summary>
    [Id(9)] public InboundSender? Sender { get; init; }

    /// <summary>Text added to the system prompt of this turn.</summary>
    [Id(10)] public string? ExtraSystemPrompt { get; init; }

    /// <summary>A label for the session, set when it has none.</summary>
    [Id(11)] public string? Label { get; init; }

    /// <summary>The session that spawned this one.</summary>
    [Id(12)] public string? SpawnedBy { get; init; }

    /// <summary>When it was received, epoch milliseconds.</summary>
    [Id(13)] public required long ReceivedAt { get; init; }

    /// <summary>Whether its author may use control commands (<c>/new</c>, <c>/stop</c>, …).</summary>
    [Id(14)] public bool CommandsAllowed { get; init; }

    /// <summary>The principal that asked, for the audit record.</summary>
    [Id(15)] public required string Principal { get; init; }

    /// <summary>Whether a chat's message is addressed to the assistant: in a direct chat, by name, or as an answer to it.</summary>
    [Id(16)] public bool IsAddressed { get; init; }

    /// <summary>Whether media came with a chat's message.</summary>
    [Id(17)] public bool HasMedia { get; init; }

    /// <summary>Whether the platform itself delivered it as a command.</summary>
    [Id(18)] public bool IsNativeCommand { get; init; }

    /// <summary>
    /// Whether an operator who may administer speaks. A gateway asks for it; the session keeps it only where the caller's claim holds
    /// <c>operator.admin</c>.
    /// </summary>
    [Id(19)] public bool AsAdministrator { get; init; }

    /// <summary>
    /// What it may not go beyond, where another turn caused it; null for a turn that nothing but its author caused. Tasks and reports of
    /// sub-agents and messages of other sessions have at least one situation, and the conversation of a report is the first one's.
    /// </summary>
    [Id(20)] public TurnBounds? Bounds { get; init; }
}
