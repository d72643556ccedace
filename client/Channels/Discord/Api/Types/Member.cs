namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>Somebody in a guild.</summary>
internal sealed record Member
{
    public User? User { get; init; }

    /// <summary>The name shown in this guild.</summary>
    public string? Nick { get; init; }
}
