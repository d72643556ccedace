namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>A place to write: a direct chat, a channel of a guild, or a thread in one.</summary>
internal sealed record Channel
{
    public required string Id { get; init; }

    public int Type { get; init; }

    public string? GuildId { get; init; }

    public string? Name { get; init; }

    /// <summary>Of a thread: the channel it is in. Of a channel: its category.</summary>
    public string? ParentId { get; init; }

    /// <summary>Of a thread: who began it.</summary>
    public string? OwnerId { get; init; }

    /// <summary>Of chats outside guilds: who is in them beside the bot.</summary>
    public IReadOnlyList<User>? Recipients { get; init; }
}
