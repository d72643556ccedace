namespace Moltbot.Policy.Access.Groups.Guilds;

/// <summary>Where in a guild something was said. Ids stay; names are their owners' to change.</summary>
/// <param name="GuildId">The guild; null for a group chat outside guilds.</param>
/// <param name="GuildName">Its name.</param>
/// <param name="ChannelId">The channel, or the thread.</param>
/// <param name="ChannelName">Its name.</param>
/// <param name="ParentId">Of a thread: the channel it is in.</param>
/// <param name="ParentName">That one's name.</param>
/// <param name="IsOwnThread">Whether it is a thread that the assistant began.</param>
/// <param name="IsUnknown">Whether something of it could not be looked up: its kind, the channel it is in, or a name.</param>
public sealed record GuildPlace(
    string? GuildId,
    string? GuildName,
    string ChannelId,
    string? ChannelName,
    string? ParentId = null,
    string? ParentName = null,
    bool IsOwnThread = false,
    bool IsUnknown = false)
{
    /// <summary>Whether it is a thread.</summary>
    public bool IsThread => ParentId is not null;
}
