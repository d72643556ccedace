using Moltbot.Policy.Configuration.Views;

namespace Moltbot.Policy.Redaction;

/// <summary>
/// Takes what looks like a secret out of texts that go out (security §13, attack K1). A safety net: nobody is to write a secret down in
/// the first place. Every pattern is matched in time linear in the text, since texts are hostile and patterns are anybody's.
/// </summary>
public sealed class RedactionRules
{
    /// <summary>Most patterns of one's own that count.</summary>
    private const int MaxPatterns = 100;

    private readonly IReadOnlyList<SecretPattern> _patterns;

    private RedactionRules(IReadOnlyList<SecretPattern> patterns) => _patterns = patterns;

    /// <summary>The built-in patterns.</summary>
    public static RedactionRules Default { get; } = new(BuiltInPatterns.All);

    /// <summary>
    /// For what tools say: nothing with <c>redactSensitive: "off"</c>, else the patterns configured, else the built-in ones. Beside a
    /// pattern that cannot be read the built-in ones hold too, so that a slip of the pen shows no secret.
    /// </summary>
    public static RedactionRules ForTools(LoggingConfig logging)
    {
        if (!logging.RedactSensitive)
        {
            return new RedactionRules([]);
        }

        var own = Read(logging.RedactPatterns);
        return own.Count == 0 ? Default : new RedactionRules(own.Count == logging.RedactPatterns.Count ? own : [.. BuiltInPatterns.All, .. own]);
    }

    /// <summary>For what is logged: the built-in patterns always, and those configured after them.</summary>
    public static RedactionRules ForLogs(LoggingConfig logging)
    {
        var own = Read(logging.RedactPatterns);
        return own.Count == 0 ? Default : new RedactionRules([.. BuiltInPatterns.All, .. own]);
    }

    /// <summary>The places of the patterns that cannot be used: no regular expressions, or none that can be matched in linear time.</summary>
    public static IReadOnlyList<int> Unreadable(IReadOnlyList<string> patterns) =>
        [.. patterns.Index().Where(static each => each.Index >= MaxPatterns || SecretPattern.Read(each.Item) is null).Select(static each => each.Index)];

    /// <summary>
    /// The text without its secrets: a short one becomes <c>***</c>, a long one keeps six characters in front and four behind, so that
    /// they can be told apart, and of a private key its first and last line stay.
    /// </summary>
    public string Redact(string text)
    {
        foreach (var pattern in text.Length == 0 ? [] : _patterns)
        {
            text = pattern.Apply(text);
        }

        return text;
    }

    /// <summary>A JSON text without its secrets: JSON again, where also what a key calls a secret is one.</summary>
    public string RedactJson(string json) => _patterns.Count == 0 ? json : RedactedJson.Of(json, Redact) ?? Redact(json);

    private static List<SecretPattern> Read(IReadOnlyList<string> patterns) =>
        [.. patterns.Take(MaxPatterns).Select(SecretPattern.Read).OfType<SecretPattern>()];
}
