using System.Text.RegularExpressions;
using Moltbot.Policy.Access.Allowlists;

namespace Moltbot.Policy.Delivery.Targets;

/// <summary>Targets on WhatsApp: a telephone number or a group's address.</summary>
public static partial class WhatsAppTarget
{
    private const string Prefix = "whatsapp:";
    private const string GroupSuffix = "@g.us";

    /// <summary>The number as <c>+digits</c> or the group's address; null for a text that names neither.</summary>
    public static string? Normalize(string? text)
    {
        var bare = WithoutPrefixes(text);
        if (GroupPartOf(bare) is { } group)
        {
            return group + GroupSuffix;
        }

        var user = User().Match(bare);
        var number = user.Success ? user.Groups["number"].Value : bare;
        // An address of another kind is not guessed at.
        if (!user.Success && bare.Contains('@', StringComparison.Ordinal))
        {
            return null;
        }

        var normalized = PhoneNumbers.Normalize(number);
        return PhoneNumbers.IsNumber(normalized) ? normalized : null;
    }

    /// <summary>Whether the text is the address of a group.</summary>
    public static bool IsGroup(string? text) => GroupPartOf(WithoutPrefixes(text)) is not null;

    /// <summary>The address that the platform's protocol wants: addresses stay, numbers become <c>&lt;digits&gt;@s.whatsapp.net</c>.</summary>
    public static string ToAddress(string? text)
    {
        var bare = WithoutPrefixes(text);
        return bare.Contains('@', StringComparison.Ordinal) ? bare : $"{PhoneNumbers.Normalize(bare)[1..]}@s.whatsapp.net";
    }

    private static string WithoutPrefixes(string? text)
    {
        var bare = (text ?? "").Trim();
        while (bare.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            bare = bare[Prefix.Length..].Trim();
        }

        return bare;
    }

    private static string? GroupPartOf(string bare)
    {
        if (!bare.EndsWith(GroupSuffix, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var local = bare[..^GroupSuffix.Length];
        return Group().IsMatch(local) ? local : null;
    }

    [GeneratedRegex(@"\A[0-9]+(-[0-9]+)*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Group();

    [GeneratedRegex(@"\A(?<number>[0-9]+)((:[0-9]+)?@s\.whatsapp\.net|@lid)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex User();
}
