namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>Where the gateway is, and how often the bot may identify.</summary>
internal sealed record GatewayBot
{
    public required string Url { get; init; }

    /// <summary>How many connections Discord would share the bot's guilds out to.</summary>
    public int Shards { get; init; } = 1;

    public SessionStartLimit? SessionStartLimit { get; init; }
}
