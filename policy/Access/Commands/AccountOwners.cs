using Moltbot.Policy.Access.Allowlists;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration;

namespace Moltbot.Policy.Access.Commands;

/// <summary>
/// Who owns a channel's account, as far as chats can tell: those whom its configured list of direct senders names by their immutable id.
/// An empty list, <c>*</c> and approvals by pairing make nobody an owner (attacks C1 and C3).
/// </summary>
public static class AccountOwners
{
    /// <summary>The configuration's key of the list, below the account's.</summary>
    public static string KeyOf(string channel) => channel == ChannelIds.Discord ? "dm.allowFrom" : "allowFrom";

    /// <summary>Whether the sender is one.</summary>
    /// <param name="document">The tenant's configuration.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="account">Its account.</param>
    /// <param name="senderId">The sender's id; blank for nobody.</param>
    public static bool Include(ConfigDocument document, string channel, string account, string? senderId)
    {
        if (string.IsNullOrWhiteSpace(senderId))
        {
            return false;
        }

        var section = document.Channels.Account(channel, account);
        var listed = (channel == ChannelIds.Discord ? section.Section("dm") : section).StringsOrNull("allowFrom") ?? [];
        return SenderMatcher.Match(channel, listed.Where(static entry => !entry.Contains('*', StringComparison.Ordinal)), new SenderIdentity(senderId.Trim())).Allowed;
    }
}
