using System.Text.RegularExpressions;

namespace Moltbot.Policy.Access.Allowlists;

/// <summary>Names made comparable: lower-case, everything else a dash. A name without any Latin letter or digit becomes empty and matches nothing.</summary>
public static partial class Slugs
{
    /// <summary>Discord and the generic rule: only <c>a-z0-9</c> stay; a leading <c>#</c> is dropped.</summary>
    public static string Of(string? text) =>
        NotAlphanumeric().Replace((text ?? "").Trim().ToLowerInvariant().TrimStart('#'), "-").Trim('-');

    /// <summary>Slack: <c>#@._+-</c> stay too.</summary>
    public static string OfSlack(string? text)
    {
        var dashed = Whitespace().Replace((text ?? "").Trim().ToLowerInvariant(), "-");
        return DashRun().Replace(NotSlack().Replace(dashed, "-"), "-").Trim('-', '.');
    }

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NotAlphanumeric();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Whitespace();

    [GeneratedRegex("[^a-z0-9#@._+-]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NotSlack();

    [GeneratedRegex("-{2,}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex DashRun();
}
