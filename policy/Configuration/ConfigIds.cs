using System.Text;

namespace Moltbot.Policy.Configuration;

/// <summary>Canonical forms of ids that stand in the configuration.</summary>
public static class ConfigIds
{
    public const string MainAgent = "main";

    public const string DefaultAccount = "default";

    private const int MaxLength = 64;

    /// <summary>An agent id: lower case, other characters become <c>-</c>, at most 64; <c>main</c> when nothing is left.</summary>
    public static string Agent(string? id) => Canonical(id) is { Length: > 0 } canonical ? canonical : MainAgent;

    /// <summary>An account id by the same rules; <c>default</c> when nothing is left.</summary>
    public static string Account(string? id) => Canonical(id) is { Length: > 0 } canonical ? canonical : DefaultAccount;

    private static string Canonical(string? id)
    {
        var text = (id ?? "").Trim().ToLowerInvariant();
        if (text.Length is > 0 and <= MaxLength && IsWord(text[0]) && text.All(IsAllowed))
            return text;
        var result = new StringBuilder(text.Length);
        var replaced = false;
        foreach (var character in text)
        {
            var allowed = IsAllowed(character);
            if (allowed || !replaced)
                result.Append(allowed ? character : '-');
            replaced = !allowed;
        }
        var cut = result.ToString().Trim('-');
        return cut.Length > MaxLength ? cut[..MaxLength] : cut;
    }

    private static bool IsWord(char character) => character is >= 'a' and <= 'z' or >= '0' and <= '9';

    private static bool IsAllowed(char character) => IsWord(character) || character is '_' or '-';
}
