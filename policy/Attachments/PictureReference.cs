using System.Text.RegularExpressions;

namespace Moltbot.Policy.Attachments;

/// <summary>Which picture a model means. What its text leads to is judged where it is read; here is only said what it is.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="Text">The path, address or data URI, trimmed.</param>
public sealed partial record PictureReference(PicturePlace Place, string Text)
{
    /// <summary>What there may be, for a refusal.</summary>
    public const string Allowed = "a path in the workspace, an address (http, https) or a data URI";

    /// <summary>Longest text, UTF-16 units: a data URI of the largest picture.</summary>
    public const int MaxLength = (Pictures.MaxBytes / 3 * 4) + 200;

    /// <summary>Reads one; null for what is none of <see cref="Allowed"/>.</summary>
    public static PictureReference? Read(string? text)
    {
        var trimmed = (text ?? "").Trim();
        return trimmed.Length is 0 or > MaxLength ? null
            : !Scheme().IsMatch(trimmed) ? new PictureReference(PicturePlace.File, trimmed)
            : trimmed.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? new PictureReference(PicturePlace.Data, trimmed)
            : trimmed.StartsWith("http:", StringComparison.OrdinalIgnoreCase) || trimmed.StartsWith("https:", StringComparison.OrdinalIgnoreCase)
                ? new PictureReference(PicturePlace.Address, trimmed)
            : null;
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]*:", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Scheme();
}
