namespace Moltbot.Gateway.Channels.Telegram.Api;

/// <summary>What an error tells beyond its text.</summary>
internal sealed record ResponseParameters
{
    public int? RetryAfter { get; init; }

    public long? MigrateToChatId { get; init; }
}
