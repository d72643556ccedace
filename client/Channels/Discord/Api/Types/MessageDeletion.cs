namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>A message is gone. Discord does not tell who took it away: its author, or somebody who may.</summary>
internal sealed record MessageDeletion
{
    /// <summary>One message.</summary>
    public string? Id { get; init; }

    /// <summary>Several at once.</summary>
    public IReadOnlyList<string>? Ids { get; init; }

    public required string ChannelId { get; init; }

    public string? GuildId { get; init; }
}
