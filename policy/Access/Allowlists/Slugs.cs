using Moltbot.Policy.Values;

namespace Moltbot.Policy.Access.Allowlists;

/// <summary>Names made comparable: lower-case, everything else a dash. A name without any Latin letter or digit becomes empty and matches nothing.</summary>
public static class Slugs
{
    /// <summary>Discord and the generic rule: only <c>a-z0-9</c> stay; a leading <c>#</c> is dropped.</summary>
    public static string Of(string? text) =>
        CharacterRuns.Replace((text ?? "").Trim().ToLowerInvariant().TrimStart('#'), static each => !IsAlphanumeric(each), "-").Trim('-');

    /// <summary>Slack: <c>#@._+-</c> stay too.</summary>
    public static string OfSlack(string? text)
    {
        var dashed = CharacterRuns.Replace((text ?? "").Trim().ToLowerInvariant(), char.IsWhiteSpace, "-");
        return CharacterRuns.Replace(CharacterRuns.Replace(dashed, static each => !IsAlphanumeric(each) && !"#@._+-".Contains(each, StringComparison.Ordinal), "-"), static each => each == '-', "-", shortest: 2).Trim('-', '.');
    }

    private static bool IsAlphanumeric(char character) => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character);
}
