namespace Moltbot.Gateway.Channels.Hosting;

/// <summary>What the composition root says about channels.</summary>
public sealed class ChannelHostOptions
{
    /// <summary>This gateway's name.</summary>
    public required string GatewayId { get; init; }

    /// <summary>For all platforms.</summary>
    public ChannelPlatformOptions Platforms { get; init; } = new();
}
