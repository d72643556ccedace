using System.Text.RegularExpressions;

namespace Moltbot.Policy.Access.Allowlists;

/// <summary>WhatsApp: telephone numbers, however they are written.</summary>
public static partial class WhatsAppAllowlist
{
    /// <summary>The entries as they are compared.</summary>
    public static IReadOnlyList<string> Normalize(IEnumerable<string>? entries) =>
        [.. ListEntries.Clean(entries).Select(NormalizeEntry).Where(entry => entry == "*" || PhoneNumbers.IsNumber(entry))];

    /// <param name="entries">The list; an absent or empty one names nobody.</param>
    /// <param name="phone">The sender's number; without one nobody is named but by a <c>*</c>.</param>
    public static AllowMatch Match(IEnumerable<string>? entries, string? phone)
    {
        var list = Normalize(entries);
        if (list.HasWildcard())
        {
            return AllowMatch.Everybody;
        }

        var number = PhoneNumbers.Normalize(phone);
        return PhoneNumbers.IsNumber(number) && list.Contains(number, StringComparer.Ordinal)
            ? AllowMatch.By(number, MatchSources.Id)
            : AllowMatch.None;
    }

    // A user's JID is a number, maybe with a device; a group's is none.
    private static string NormalizeEntry(string entry)
    {
        if (entry == "*")
        {
            return entry;
        }

        var bare = entry.WithoutPrefix("whatsapp:");
        var jid = UserJid().Match(bare);
        if (jid.Success)
        {
            return "+" + jid.Groups["number"].Value;
        }

        return bare.Contains('@', StringComparison.Ordinal) ? "" : PhoneNumbers.Normalize(bare);
    }

    [GeneratedRegex(@"\A(?<number>\d+)(?::\d+)?@s\.whatsapp\.net\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex UserJid();
}
