using Moltbot.Gateway.Channels.Telegram;

namespace Moltbot.Gateway.Channels.Hosting;

/// <summary>What the composition root says about channels.</summary>
public sealed class ChannelHostOptions
{
    /// <summary>This gateway's name.</summary>
    public required string GatewayId { get; init; }

    /// <summary>For Telegram.</summary>
    public TelegramPlatformOptions Telegram { get; init; } = new();
}
