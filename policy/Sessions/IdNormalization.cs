using System.Text.RegularExpressions;
using Moltbot.Policy.Values;

namespace Moltbot.Policy.Sessions;

/// <summary>Turns any text into an agent or account id: <c>[a-z0-9_-]</c>, at most 64 characters (runtime.md §3).</summary>
public static partial class IdNormalization
{
    public const string DefaultAgentId = "main";
    public const string DefaultAccountId = "default";
    private const int MaxLength = 64;

    /// <summary>The agent id for a text; <c>main</c> when nothing of it is left.</summary>
    public static string AgentId(string? value) => Normalize(value, DefaultAgentId);

    /// <summary>The account id for a text; <c>default</c> when nothing of it is left.</summary>
    public static string AccountId(string? value) => Normalize(value, DefaultAccountId);

    private static string Normalize(string? value, string fallback)
    {
        var lowered = (value ?? "").Trim().ToLowerInvariant();
        if (ValidId().IsMatch(lowered))
        {
            return lowered;
        }

        var cleaned = CharacterRuns.Replace(lowered, static each => !(char.IsAsciiLetterLower(each) || char.IsAsciiDigit(each) || each is '_' or '-'), "-").Trim('-');
        if (cleaned.Length > MaxLength)
        {
            cleaned = cleaned[..MaxLength];
        }

        return cleaned.Length == 0 ? fallback : cleaned;
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9_-]{0,63}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ValidId();
}
