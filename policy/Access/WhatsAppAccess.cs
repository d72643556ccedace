using Moltbot.Policy.Access.Allowlists;
using Moltbot.Policy.Access.Groups;

namespace Moltbot.Policy.Access;

/// <summary>WhatsApp's own rules: the linked number is the owner's (security.md §2).</summary>
/// <param name="Dm">What happens to direct messages of strangers; an account's own value counts, which the original does not read.</param>
/// <param name="AllowFrom">The configured senders.</param>
/// <param name="Approved">The senders approved by code.</param>
/// <param name="Group">Which group messages are looked at.</param>
/// <param name="GroupAllowFrom">The configured group senders; null falls back to <paramref name="AllowFrom"/>.</param>
public sealed record WhatsAppAccess(
    DmPolicy Dm,
    IReadOnlyList<string> AllowFrom,
    IReadOnlyList<string> Approved,
    GroupPolicy Group,
    IReadOnlyList<string>? GroupAllowFrom)
{
    /// <summary>Messages sent longer than this before we connected are history, and get no pairing reply.</summary>
    public static readonly TimeSpan HistoryGrace = TimeSpan.FromSeconds(30);

    /// <summary>Whether a group message is looked at.</summary>
    public bool AllowsInGroup(string? senderPhone) => Group switch
    {
        GroupPolicy.Open => true,
        GroupPolicy.Allowlist => WhatsAppAllowlist.Match(GroupAllowFrom ?? AllowFrom, senderPhone).Allowed,
        _ => false,
    };

    /// <summary>What happens to a direct message.</summary>
    /// <param name="from">The number it came from.</param>
    /// <param name="own">The linked number.</param>
    /// <param name="isFromOwnAccount">Whether our own account wrote it, on another device perhaps.</param>
    public DmVerdict DecideDirect(string? from, string? own, bool isFromOwnAccount)
    {
        var isOwner = PhoneNumbers.IsNumber(PhoneNumbers.Normalize(own)) && PhoneNumbers.Normalize(from) == PhoneNumbers.Normalize(own);
        if (isFromOwnAccount && !isOwner)
        {
            return DmVerdict.Drop;
        }

        var isListed = isOwner || WhatsAppAllowlist.Match(AllowFrom, from).Allowed;
        return DmGate.Decide(Dm, isListed, WhatsAppAllowlist.Match(Approved.Where(each => each.Trim() != "*"), from).Allowed);
    }

    /// <summary>Whether the owner talks to the assistant through their own number: the list names it.</summary>
    public bool IsSelfChat(string? own) =>
        own is not null && WhatsAppAllowlist.Match(AllowFrom.Where(each => each.Trim() != "*"), own).Allowed;
}
