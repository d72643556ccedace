namespace Moltbot.Protocol.Events;

/// <summary>Data of the <c>assistant</c> stream.</summary>
public sealed record AgentAssistantDelta
{
    /// <summary>The text so far.</summary>
    public required string Text { get; init; }

    /// <summary>What is new.</summary>
    public required string Delta { get; init; }

    /// <summary>Media.</summary>
    public IReadOnlyList<string>? MediaUrls { get; init; }
}
