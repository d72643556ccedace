namespace Moltbot.Gateway.Events;

/// <summary>The message in a <c>chat</c> event.</summary>
internal sealed record ChatMessagePayload
{
    public string Role { get; init; } = "assistant";

    public required IReadOnlyList<ChatTextPayload> Content { get; init; }

    public required long Timestamp { get; init; }
}
