namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>An emoji: a character, or one that a guild made.</summary>
internal sealed record ReactionEmoji
{
    public string? Id { get; init; }

    public string? Name { get; init; }
}
