using System.Text.RegularExpressions;
using Moltbot.Policy.Exec.Documents;
using Moltbot.Policy.Values;

namespace Moltbot.Policy.Commands;

/// <summary>A <c>/exec host= security= ask= node=</c> inside a message, or alone. A value that cannot be read is null beside its raw text.</summary>
/// <param name="Cleaned">The message without it.</param>
/// <param name="IsPresent">Whether there was one.</param>
/// <param name="RawHost">Where commands run, as written.</param>
/// <param name="RawSecurity">What may run, as written.</param>
/// <param name="RawAsk">When a person is asked, as written.</param>
/// <param name="RawNode">The node, as written.</param>
public sealed partial record ExecDirective(
    string Cleaned, bool IsPresent, string? RawHost = null, string? RawSecurity = null, string? RawAsk = null, string? RawNode = null)
{
    /// <summary><c>sandbox</c>, <c>gateway</c> or <c>node</c>.</summary>
    public string? Host => Word(RawHost) is ("sandbox" or "gateway" or "node") and var host ? host : null;

    /// <summary><c>deny</c>, <c>allowlist</c> or <c>full</c>.</summary>
    public string? Security => ExecWords.Security(Word(RawSecurity)) is null ? null : Word(RawSecurity);

    /// <summary><c>off</c>, <c>on-miss</c> or <c>always</c>.</summary>
    public string? Ask => ExecWords.Ask(Word(RawAsk)) is null ? null : Word(RawAsk);

    /// <summary>The node's id.</summary>
    public string? Node => RawNode is { Length: > 0 } ? RawNode : null;

    /// <summary>Whether it sets anything, readable or not.</summary>
    public bool HasOptions => RawHost is not null || RawSecurity is not null || RawAsk is not null || RawNode is not null;

    /// <summary>Whether everything that was given could be read.</summary>
    public bool IsReadable =>
        (RawHost is null) == (Host is null) && (RawSecurity is null) == (Security is null) && (RawAsk is null) == (Ask is null) && (RawNode is null) == (Node is null);

    /// <summary>Looks for the directive and takes it out; reading stops at the first word that is none of its options.</summary>
    public static ExecDirective Extract(string? text)
    {
        var body = text ?? "";
        var match = Pattern().Match(body);
        if (!match.Success)
        {
            return new ExecDirective(body.Trim(), false);
        }

        var found = new ExecDirective("", true);
        var end = match.Index + match.Length;
        for (var next = Option().Match(body, end); next.Success && next.Index == end; next = Option().Match(body, end))
        {
            if (found.With(next.Groups["key"].Value.ToLowerInvariant(), next.Groups["value"].Value) is not { } taken)
            {
                break;
            }

            found = taken;
            end += next.Length;
        }

        return found with { Cleaned = CharacterRuns.OneBlank($"{body[..match.Index]} {body[end..]}").Trim() };
    }

    /// <summary>What was given, as it is written behind the command.</summary>
    public override string ToString() => string.Join(' ', new[] { ("host", RawHost), ("security", RawSecurity), ("ask", RawAsk), ("node", RawNode) }
        .Where(static option => option.Item2 is not null)
        .Select(static option => $"{option.Item1}={option.Item2}"));

    private ExecDirective? With(string key, string value) => key switch
    {
        "host" => this with { RawHost = value },
        "security" => this with { RawSecurity = value },
        "ask" => this with { RawAsk = value },
        "node" => this with { RawNode = value },
        _ => null,
    };

    private static string? Word(string? raw) => raw?.Trim().ToLowerInvariant();

    [GeneratedRegex(@"(^|\s)/exec($|\s+:?\s*|:\s*)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"(?<key>[^\s=:]+)[=:](?<value>\S*)\s*", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Option();
}
