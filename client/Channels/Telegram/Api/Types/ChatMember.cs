namespace Moltbot.Gateway.Channels.Telegram.Api;

/// <summary>A member of a chat and what they are there.</summary>
public sealed record ChatMember
{
    public required string Status { get; init; }

    public required User User { get; init; }
}
