using Moltbot.Policy.SecurityAudit.Gateway;

namespace Moltbot.Policy.SecurityAudit.Installation;

/// <summary>Tells a secret that can be guessed from one that cannot.</summary>
public static class GuessableSecret
{
    private const int FewestCharacters = 12;
    private const int FewestDifferent = 8;

    // What examples and templates have in the place of a secret.
    private static readonly string[] Placeholders = ["changeme", "change-me", "change_me", "placeholder", "replace", "your-", "your_", "example", "insert", "todo"];

    // Beside such a word little is left to guess, unless the secret is long.
    private static readonly string[] Words = ["password", "passwd", "secret", "admin", "letmein", "welcome", "qwerty", "123456", "moltbot", "clawdbot", "openclaw"];

    /// <summary>Whether a secret is short, of few different characters, a word with little beside it, or what stands for one in an example.</summary>
    public static bool Is(string secret) =>
        secret.Length < FewestCharacters || secret.Distinct().Count() < FewestDifferent
        || (secret.Length < PortExposure.EnoughCharacters && Words.Any(word => secret.Contains(word, StringComparison.OrdinalIgnoreCase)))
        || Placeholders.Any(word => secret.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the operator's token is one: what stands before its last <c>_</c> is the same for all.</summary>
    public static bool IsOperatorToken(string token) => Is(token.Split('_')[^1]);
}
