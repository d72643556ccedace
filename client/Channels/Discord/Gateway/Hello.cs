namespace Moltbot.Gateway.Channels.Discord.Gateway;

/// <summary>The gateway's first frame.</summary>
internal sealed record Hello
{
    /// <summary>Milliseconds.</summary>
    public required long HeartbeatInterval { get; init; }
}
