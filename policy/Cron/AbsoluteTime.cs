using System.Globalization;
using System.Text.RegularExpressions;

namespace Moltbot.Policy.Cron;

/// <summary>A moment as people write it: epoch milliseconds, or ISO 8601; without a zone it is UTC.</summary>
internal static partial class AbsoluteTime
{
    /// <summary>The moment in epoch milliseconds; null when the text is none.</summary>
    public static long? Parse(string text)
    {
        text = text.Trim();
        if (text.Length is > 0 and <= 15 && text.All(char.IsAsciiDigit))
        {
            return long.Parse(text, CultureInfo.InvariantCulture) is > 0 and var number ? number : null;
        }

        return Iso().Match(text) is { Success: true } iso
            && DateTimeOffset.TryParse(
                $"{iso.Groups["date"].Value}T{(iso.Groups["time"].Success ? iso.Groups["time"].Value : "00:00")}{Zone(iso)}",
                CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            && moment.ToUnixTimeMilliseconds() is > 0 and var at
                ? at
                : null;
    }

    private static string Zone(Match iso) =>
        iso.Groups["hours"].Success ? $"{iso.Groups["hours"].Value}:{iso.Groups["minutes"].Value}" : "";

    [GeneratedRegex(
        @"\A(?<date>\d{4}-\d{2}-\d{2})(?:[Tt ](?<time>\d{2}:\d{2}(?::\d{2}(?:\.\d{1,7})?)?)(?:[Zz]|(?<hours>[+-]\d{2}):?(?<minutes>\d{2}))?)?\z",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Iso();
}
