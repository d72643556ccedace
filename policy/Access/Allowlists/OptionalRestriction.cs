namespace Moltbot.Policy.Access.Allowlists;

/// <summary>Lists that narrow something already allowed: absent they do not narrow, empty they leave nobody.</summary>
public static class OptionalRestriction
{
    /// <summary>Whether a Discord user passes a guild's or channel's <c>users</c>.</summary>
    public static bool AllowsDiscordUser(IReadOnlyList<string>? users, SenderIdentity sender) =>
        users is null || DiscordAllowlist.Match(users, sender).Allowed;

    /// <summary>Whether a Slack user passes a channel's <c>users</c>.</summary>
    public static bool AllowsSlackUser(IReadOnlyList<string>? users, SenderIdentity sender) =>
        users is null || SlackAllowlist.Match(SlackAllowlist.Normalize(users), sender).Allowed;

    /// <summary>Whether a Discord group chat passes <c>dm.groupChannels</c>, by id or by the slug of its name.</summary>
    public static bool AllowsDiscordGroupChat(IReadOnlyList<string>? channels, string channelId, string? channelName) =>
        channels is null || channels.Select(each => each.Trim()).Any(entry =>
            entry == "*" || entry == channelId
            || (Slugs.Of(entry) is { Length: > 0 } slug && slug == Slugs.Of(channelName)));
}
