namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>Somebody reacted to a message.</summary>
internal sealed record ReactionAdded
{
    public required string UserId { get; init; }

    public required string ChannelId { get; init; }

    public required string MessageId { get; init; }

    public string? GuildId { get; init; }

    public Member? Member { get; init; }

    public ReactionEmoji? Emoji { get; init; }

    public string? MessageAuthorId { get; init; }
}
