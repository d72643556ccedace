namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>A role in a guild.</summary>
internal sealed record Role
{
    public required string Id { get; init; }

    public RoleTags? Tags { get; init; }
}
