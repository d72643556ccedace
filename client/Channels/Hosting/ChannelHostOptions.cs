using Moltbot.Gateway.Channels.Telegram;
using Moltbot.GrainInterfaces;

namespace Moltbot.Gateway.Channels.Hosting;

/// <summary>What the composition root says about channels.</summary>
public sealed class ChannelHostOptions
{
    /// <summary>This gateway's name.</summary>
    public required string GatewayId { get; init; }

    /// <summary>The tenants served here; asked again every minute.</summary>
    public Func<IReadOnlyCollection<string>> Tenants { get; init; } = static () => [TenantId.Default];

    /// <summary>For Telegram.</summary>
    public TelegramPlatformOptions Telegram { get; init; } = new();
}
