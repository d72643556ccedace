namespace Moltbot.Protocol.Methods.Chat;

/// <summary>One part of a message.</summary>
public sealed record ChatContent
{
    /// <summary><c>text</c> for text.</summary>
    public required string Type { get; init; }

    /// <summary>The text.</summary>
    public string? Text { get; init; }
}
