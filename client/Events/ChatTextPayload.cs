namespace Moltbot.Gateway.Events;

/// <summary>A block of text in a message.</summary>
internal sealed record ChatTextPayload
{
    public string Type { get; init; } = "text";

    public required string Text { get; init; }
}
