using Moltbot.Policy.Channels;

namespace Moltbot.Policy.Access.Allowlists;

/// <summary>
/// Names in lists of senders (C1, CVE-2026-28480): whoever has a name can change it, and who takes it then would take its rights. They count
/// only where the operator switched it on for the account, on a channel that has the switch.
/// </summary>
public static class NameMatching
{
    /// <summary>The switch: a key of a channel's section and of its accounts.</summary>
    public const string Key = "dangerouslyAllowNameMatching";

    /// <summary>Whether a channel has the switch.</summary>
    public static bool IsOffered(string channel) => channel is ChannelIds.Telegram or ChannelIds.Discord;

    /// <summary>The entries of a list that let somebody in: a lone <c>*</c>, ids and, where they are trusted, names.</summary>
    /// <param name="channel">One that has the switch; on another no entry but <c>*</c> counts.</param>
    /// <param name="entries">The list as written.</param>
    /// <param name="trustsNames">What the account's switch says.</param>
    public static CountingEntries Counting(string channel, IReadOnlyList<string> entries, bool trustsNames) => new(
        [.. entries.Where(entry => entry.Trim() is "*" || IsId(channel, entry) || (trustsNames && IsName(channel, entry)))], entries.Count);

    private static bool IsId(string channel, string entry) => channel switch
    {
        ChannelIds.Telegram => TelegramAllowlist.IsId(entry),
        ChannelIds.Discord => DiscordAllowlist.IsId(entry),
        _ => false,
    };

    // With a prefix before it, a star is neither a name nor the wildcard that the audit looks for.
    private static bool IsName(string channel, string entry) => IsOffered(channel) && !entry.TrimEnd().EndsWith('*');
}
