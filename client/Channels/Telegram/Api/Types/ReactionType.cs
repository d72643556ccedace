namespace Moltbot.Gateway.Channels.Telegram.Api;

/// <summary>One reaction.</summary>
public sealed record ReactionType
{
    public required string Type { get; init; }

    public string? Emoji { get; init; }

    public string? CustomEmojiId { get; init; }
}
