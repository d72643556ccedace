using Moltbot.Policy.Access.Allowlists;

namespace Moltbot.Policy.Access.Groups.Guilds;

/// <summary>What holds in group chats outside guilds.</summary>
/// <param name="IsEnabled">Whether anything said there is looked at.</param>
/// <param name="Channels">Those chats; empty for none, null for all.</param>
/// <param name="TrustsNames">Whether an entry that goes by a chat's name counts.</param>
public sealed record GroupChatRule(bool IsEnabled = false, IReadOnlyList<string>? Channels = null, bool TrustsNames = false)
{
    /// <summary>Whether messages of a chat are looked at.</summary>
    public bool Allows(GuildPlace place) => IsEnabled && (!place.IsUnknown || Lists(place.ChannelId)) && OptionalRestriction.AllowsDiscordGroupChat(
        Channels, place.ChannelId, TrustsNames ? place.ChannelName : null);

    /// <summary>What could not be looked up may be no group chat at all.</summary>
    private bool Lists(string chat) => Channels?.Any(entry => entry.Trim() == chat) == true;
}
