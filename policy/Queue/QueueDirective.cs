using System.Globalization;
using System.Text.RegularExpressions;
using Moltbot.Policy.Values;

namespace Moltbot.Policy.Queue;

/// <summary>A <c>/queue</c> inside a message.</summary>
/// <param name="Cleaned">The message without it.</param>
/// <param name="IsPresent">Whether there was one.</param>
/// <param name="IsReset">Whether it takes the session's own settings back.</param>
/// <param name="Options">What it sets.</param>
/// <param name="RawMode">The mode as written.</param>
/// <param name="RawDebounce">The debounce as written; it may have been unreadable.</param>
/// <param name="RawCap">The cap as written.</param>
/// <param name="RawDrop">The drop policy as written.</param>
public sealed partial record QueueDirective(
    string Cleaned, bool IsPresent, bool IsReset, QueueOptions Options, string? RawMode, string? RawDebounce, string? RawCap,
    string? RawDrop)
{
    private const string Name = "/queue";

    /// <summary>Whether any of debounce, cap and drop was given.</summary>
    public bool HasOptions => RawDebounce is not null || RawCap is not null || RawDrop is not null;

    /// <summary>Whether everything that was given could be read.</summary>
    public bool IsReadable =>
        (RawDebounce is null || Options.DebounceMs is not null) && (RawCap is null || Options.Cap is not null) && (RawDrop is null || Options.Drop is not null);

    /// <summary>Looks for the directive and takes it out; reading stops at the first word it does not know.</summary>
    public static QueueDirective Extract(string? body)
    {
        var text = body ?? "";
        var match = Pattern().Match(text);
        if (!match.Success)
        {
            return new QueueDirective(text.Trim(), false, false, new QueueOptions(), null, null, null, null);
        }

        var start = match.Index + match.Value.IndexOf('/', StringComparison.Ordinal);
        var arguments = text[(start + Name.Length)..];
        var (parsed, consumed) = ReadArguments(arguments);
        return parsed with { Cleaned = CharacterRuns.OneBlank($"{text[..start]} {arguments[consumed..]}").Trim() };
    }

    private static (QueueDirective Parsed, int Consumed) ReadArguments(string text)
    {
        var parsed = new QueueDirective("", true, false, new QueueOptions(), null, null, null, null);
        var at = SkipSpace(text, 0);
        if (at < text.Length && text[at] == ':')
        {
            at = SkipSpace(text, at + 1);
        }

        var consumed = at;
        while (at < text.Length)
        {
            var end = at;
            while (end < text.Length && !char.IsWhiteSpace(text[end]))
            {
                end++;
            }

            if (parsed.With(text[at..end]) is not { } next)
            {
                break;
            }

            parsed = next;
            at = SkipSpace(text, end);
            consumed = at;
            if (parsed.IsReset)
            {
                break;
            }
        }

        return (parsed, consumed);
    }

    private QueueDirective? With(string token)
    {
        if (token.Split(':', '=') is [var name, var value, ..])
        {
            return name.ToLowerInvariant() switch
            {
                "debounce" => this with { RawDebounce = value, Options = Options with { DebounceMs = DurationText.TryParseMilliseconds(value) } },
                "cap" => this with { RawCap = value, Options = Options with { Cap = ReadCap(value) } },
                "drop" => this with { RawDrop = value, Options = Options with { Drop = QueueNames.Drop(value) } },
                _ => null,
            };
        }

        return token.ToLowerInvariant() is "default" or "reset" or "clear" ? this with { IsReset = true }
            : QueueNames.Mode(token) is { } mode ? this with { RawMode = token, Options = Options with { Mode = mode } }
            : null;
    }

    private static double? ReadCap(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var cap) && double.IsFinite(cap) && Math.Floor(cap) >= 1
            ? Math.Floor(cap)
            : null;

    private static int SkipSpace(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at;
    }

    [GeneratedRegex(@"(^|\s)/queue($|\s|:)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
