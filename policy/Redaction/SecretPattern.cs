using System.Text.RegularExpressions;

namespace Moltbot.Policy.Redaction;

/// <summary>
/// One pattern: its last group that is not empty is the secret, else the whole match. Written as in JavaScript: bare, or
/// <c>/pattern/flags</c>.
/// </summary>
internal sealed partial class SecretPattern(Regex regex)
{
    /// <summary>Arbitrary: the original's own are shorter than 120.</summary>
    private const int MaxLength = 500;

    /// <summary>Most states that counted repetitions may multiply to; each costs memory and time.</summary>
    private const int MaxRepetition = 10_000;

    private const RegexOptions Linear = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    /// <summary>A pattern from the configuration; null when it is none that can be matched in linear time.</summary>
    public static SecretPattern? Read(string text)
    {
        var (source, flags) = Slashed().Match(text) is { Success: true } slashed
            ? (slashed.Groups[1].Value, slashed.Groups[2].Value)
            : (text, "i");
        if (string.IsNullOrWhiteSpace(source) || source.Length > MaxLength || Repetition(source) > MaxRepetition)
        {
            return null;
        }

        var options = Linear
            | (flags.Contains('i', StringComparison.Ordinal) ? RegexOptions.IgnoreCase : 0)
            | (flags.Contains('m', StringComparison.Ordinal) ? RegexOptions.Multiline : 0)
            | (flags.Contains('s', StringComparison.Ordinal) ? RegexOptions.Singleline : 0);
        try
        {
            // Without a time limit: linear time is one.
            return new SecretPattern(new Regex(Backreferences.Widen(source), options, Regex.InfiniteMatchTimeout));
        }
        catch (Exception unusable) when (unusable is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    public string Apply(string text) => regex.Replace(text, static match => Redacted(match));

    private static string Redacted(Match match)
    {
        if (PrivateKeyBlock.Is(match.ValueSpan))
        {
            return PrivateKeyBlock.Redact(match.Value);
        }

        Group secret = match;
        for (var group = 1; group < match.Groups.Count; group++)
        {
            secret = match.Groups[group] is { Success: true, Length: > 0 } found ? found : secret;
        }

        var from = secret.Index - match.Index;
        return string.Concat(match.ValueSpan[..from], Mask(secret.Value), match.ValueSpan[(from + secret.Length)..]);
    }

    private static string Mask(string secret) =>
        secret.Length >= 18 ? $"{secret[..6]}…{secret[^4..]}" : IsMasked(secret) ? secret : "***";

    // What another pattern, or the writer of a log that is read again, has masked says no more when it is masked once more, only less.
    private static bool IsMasked(string secret) => secret is [_, _, _, _, _, _, '…', _, _, _, _];

    /// <summary>What the counts of a pattern multiply to, at worst: each nested in the next.</summary>
    private static long Repetition(string source) => Counted().Matches(source).Aggregate(
        1L,
        static (product, count) => Math.Min(MaxRepetition + 1L, product * Math.Max(1, Math.Max(Number(count.Groups[1]), Number(count.Groups[2])))));

    private static long Number(Group digits) => digits.Length > 6 ? MaxRepetition + 1L : digits.Length == 0 ? 0 : long.Parse(digits.ValueSpan, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A/(.+)/([gimsuy]*)\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Slashed();

    [GeneratedRegex(@"\{([0-9]+)(?:,([0-9]*))?\}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Counted();
}
