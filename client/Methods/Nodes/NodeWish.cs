namespace Moltbot.Gateway.Methods.Nodes;

/// <summary>What a node asks an agent (<c>voice.transcript</c>, <c>agent.request</c>).</summary>
/// <param name="Key">The session.</param>
/// <param name="Message">The text.</param>
internal sealed record NodeWish(NodeSessionKey Key, string Message)
{
    /// <summary>A thinking level; null for the session's.</summary>
    public string? Thinking { get; init; }

    /// <summary>How long the run may take; null for the agent's setting.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The node's own name for the wish; null for none.</summary>
    public string? Id { get; init; }

    /// <summary>Whether the reply is to be delivered.</summary>
    public bool Deliver { get; init; }

    /// <summary>The channel to deliver to; null for none.</summary>
    public string? Channel { get; init; }

    /// <summary>The recipient; null for where the session was last written to from.</summary>
    public string? To { get; init; }
}
