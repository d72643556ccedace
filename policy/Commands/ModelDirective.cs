using System.Text.RegularExpressions;
using Moltbot.Policy.Values;

namespace Moltbot.Policy.Commands;

/// <summary>A <c>/model name</c>, or a model's short name as a command (<c>/opus</c>), inside a message or alone.</summary>
/// <param name="Cleaned">The message without it.</param>
/// <param name="IsPresent">Whether there was one.</param>
/// <param name="RawModel">The model as written; null when none was named.</param>
/// <param name="RawProfile">The credential behind an <c>@</c>, as written.</param>
public sealed partial record ModelDirective(string Cleaned, bool IsPresent, string? RawModel = null, string? RawProfile = null)
{
    /// <summary>Looks for the directive; <c>/model</c> counts before a short name.</summary>
    /// <param name="text">The message.</param>
    /// <param name="aliases">The short names that are configured.</param>
    public static ModelDirective Extract(string? text, params IReadOnlyList<string> aliases)
    {
        var body = text ?? "";
        var match = Named().Match(body);
        if (!match.Success)
        {
            match = Commands(body).FirstOrDefault(each => aliases.Any(alias => alias.Trim() is { Length: > 0 } name
                && string.Equals(name, each.Groups["model"].Value, StringComparison.OrdinalIgnoreCase))) ?? Match.Empty;
        }

        if (!match.Success)
        {
            return new ModelDirective(body.Trim(), false);
        }

        var raw = match.Groups["model"].Value;
        var at = raw.IndexOf('@', StringComparison.Ordinal);
        return new ModelDirective(
            CharacterRuns.OneBlank($"{body[..match.Index]} {body[(match.Index + match.Length)..]}").Trim(),
            true,
            Said(at < 0 ? raw : raw[..at]),
            at < 0 ? null : Said(raw[(at + 1)..]));
    }

    /// <summary>Everything that looks like a command. What ends one may begin the next, so that each is looked for from its own slash.</summary>
    private static IEnumerable<Match> Commands(string body)
    {
        for (var match = Short().Match(body); match.Success; match = Short().Match(body, match.Groups["model"].Index))
        {
            yield return match;
        }
    }

    private static string? Said(string text) => text.Trim() is { Length: > 0 } said ? said : null;

    [GeneratedRegex(@"(^|\s)/model($|(\s+:?\s*|:\s*)(?<model>[A-Za-z0-9_.:@-]+(/[A-Za-z0-9_.:@-]+)*)?)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Named();

    [GeneratedRegex(@"(^|\s)/(?<model>[^\s:/]+)($|\s+:?\s*|:\s*)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Short();
}
