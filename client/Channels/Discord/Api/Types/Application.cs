namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>What the bot belongs to.</summary>
internal sealed record Application
{
    public required string Id { get; init; }

    /// <summary>Among others, which privileged intents are switched on.</summary>
    public long? Flags { get; init; }
}
