using Moltbot.Gateway.Channels.Discord.Api;

namespace Moltbot.Gateway.Channels.Discord.Gateway;

/// <summary>A session began.</summary>
internal sealed record Ready
{
    public required User User { get; init; }

    public required string SessionId { get; init; }

    /// <summary>Where the session is taken up again.</summary>
    public string? ResumeGatewayUrl { get; init; }

    public Application? Application { get; init; }
}
