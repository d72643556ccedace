using System.Text.RegularExpressions;
using Moltbot.Policy.Access.Pairing;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Sessions;

namespace Moltbot.Policy.Exec.Approvals;

/// <summary>
/// Who may answer requests from a chat: people whom the configuration names by an id that they cannot change. A wildcard, a name, and a
/// pairing code make nobody an approver (attacks E10, C1).
/// </summary>
public static partial class Approvers
{
    /// <summary>
    /// The ids of an account's approvers: <c>approvals.exec.approvers</c> where it is set, on Discord else
    /// <c>execApprovals.approvers</c> where <c>execApprovals</c> is there, else the senders that the account's <c>allowFrom</c> names.
    /// </summary>
    public static IReadOnlyList<string> Of(ConfigDocument document, string channel, string account)
    {
        if (document.Approvals.Approvers is { } listed)
        {
            return Ids(channel, listed.Where(entry => entry.Trim().StartsWith(channel + ":", StringComparison.OrdinalIgnoreCase))
                .Select(entry => entry.Trim()[(channel.Length + 1)..]));
        }

        ConfigSection settings = document.Channels.Account(channel, account);
        if (settings.Section("execApprovals") is { Exists: true } approvals)
        {
            // Switched off, or without a list, it names nobody: it must not widen to those who may write.
            return approvals.Bool("enabled") == false ? [] : Ids(channel, approvals.Strings("approvers"));
        }

        return Ids(channel, settings.StringsOrNull("allowFrom") ?? settings.Section("dm").Strings("allowFrom"));
    }

    /// <summary>Whether a sender is one of them.</summary>
    public static bool Includes(ConfigDocument document, string channel, string account, string? senderId) =>
        !string.IsNullOrWhiteSpace(senderId) && Of(document, channel, account).Contains(senderId, StringComparer.Ordinal);

    /// <summary>
    /// Who answers: the person whom <c>session.identityLinks</c> names behind a principal (<c>telegram:42</c>, <c>device:…</c>), else the
    /// principal alone. Two ids of one person make no quorum.
    /// </summary>
    public static string PersonOf(ConfigDocument document, string principal)
    {
        var end = principal.IndexOf(':', StringComparison.Ordinal);
        var person = end < 0 ? null : IdentityLinks.PersonOf(document.Session.IdentityLinks, principal[..end], principal[(end + 1)..]);
        return person is null ? principal : "person:" + person;
    }

    private static IReadOnlyList<string> Ids(string channel, IEnumerable<string> entries)
    {
        var adapter = PairingAdapter.Of(channel);
        return [.. entries.Select(adapter.Normalize).OfType<string>().Where(id => IsImmutable(channel, id)).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Whether an id of a channel's people looks like one of those it never gives to another.</summary>
    private static bool IsImmutable(string channel, string id) => channel switch
    {
        ChannelIds.Telegram or ChannelIds.Discord => Digits().IsMatch(id),
        ChannelIds.Slack => SlackId().IsMatch(id),
        ChannelIds.WhatsApp => PhoneNumber().IsMatch(id),
        ChannelIds.Signal => PhoneNumber().IsMatch(id) || Guid.TryParse(id, out _),
        _ => false,
    };

    [GeneratedRegex(@"\A[0-9]{1,20}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Digits();

    [GeneratedRegex(@"\A[UW][A-Z0-9]{2,20}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex SlackId();

    [GeneratedRegex(@"\A\+[0-9]{5,15}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex PhoneNumber();
}
