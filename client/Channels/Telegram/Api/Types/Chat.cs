namespace Moltbot.Gateway.Channels.Telegram.Api;

/// <summary>A private chat, group, supergroup or channel.</summary>
public sealed record Chat
{
    public required long Id { get; init; }

    /// <summary><c>private</c>, <c>group</c>, <c>supergroup</c> or <c>channel</c>.</summary>
    public required string Type { get; init; }

    public string? Title { get; init; }

    public string? Username { get; init; }

    public bool IsForum { get; init; }
}
