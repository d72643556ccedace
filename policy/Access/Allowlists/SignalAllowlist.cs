using System.Text.RegularExpressions;

namespace Moltbot.Policy.Access.Allowlists;

/// <summary>Signal: a number matches a number, a UUID a UUID; where both are known the number counts.</summary>
public static partial class SignalAllowlist
{
    /// <param name="entries">The list; an absent or empty one names nobody.</param>
    /// <param name="number">The sender's number, if known.</param>
    /// <param name="uuid">The sender's UUID, if known.</param>
    public static AllowMatch Match(IEnumerable<string>? entries, string? number, string? uuid)
    {
        var list = ListEntries.Clean(entries);
        if (list.HasWildcard())
        {
            return AllowMatch.Everybody;
        }

        var (wanted, isUuid) = Sender(number, uuid);
        return wanted is not null && list.Select(Entry).Any(entry => entry.IsUuid == isUuid && string.Equals(entry.Value, wanted, StringComparison.Ordinal))
            ? AllowMatch.By(wanted, MatchSources.Id)
            : AllowMatch.None;
    }

    private static (string? Value, bool IsUuid) Sender(string? number, string? uuid)
    {
        if (!string.IsNullOrWhiteSpace(number))
        {
            var normalized = PhoneNumbers.Normalize(number);
            return (PhoneNumbers.IsNumber(normalized) ? normalized : null, false);
        }

        return (string.IsNullOrWhiteSpace(uuid) ? null : uuid.Trim(), true);
    }

    private static (string Value, bool IsUuid) Entry(string entry)
    {
        var bare = entry.WithoutPrefix("signal:").Trim();
        if (bare.StartsWith("uuid:", StringComparison.OrdinalIgnoreCase))
        {
            return (bare["uuid:".Length..].Trim(), true);
        }

        return LooksLikeUuid(bare) ? (bare, true) : (PhoneNumbers.Normalize(bare), false);
    }

    /// <summary>Whether a text is a UUID: dashed, or 32 hex digits with a letter among them.</summary>
    public static bool LooksLikeUuid(string text) =>
        DashedUuid().IsMatch(text) || (CompactUuid().IsMatch(text) && text.Any(char.IsAsciiLetter));

    [GeneratedRegex(@"\A[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex DashedUuid();

    [GeneratedRegex(@"\A[0-9a-f]{32}\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex CompactUuid();
}
