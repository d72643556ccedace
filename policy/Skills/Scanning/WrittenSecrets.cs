using System.Text.RegularExpressions;
using Moltbot.Policy.Redaction;

namespace Moltbot.Policy.Skills.Scanning;

/// <summary>Secrets that somebody wrote down: whoever reads the skill has them.</summary>
internal static partial class WrittenSecrets
{
    public static void Find(ScannedFile file)
    {
        for (var line = 0; line < file.Lines.Count; line++)
        {
            if (file.Lines[line].Length > MaxLine)
            {
                file.Add(SkillSeverity.Warning, "text.long-line", line + 1, $"a line of {file.Lines[line].Length} characters, which nobody reads");
            }
            else if (WithoutPlaceholders(file.Lines[line]) is var text && RedactionRules.Default.Redact(text) != text)
            {
                file.Add(SkillSeverity.Danger, "secret.hard-coded", line + 1, file.Lines[line]);
            }
        }

        if (PrivateKey().Match(file.Text) is { Success: true } key)
        {
            file.Add(SkillSeverity.Danger, "secret.hard-coded", file.LineOf(key.Index), "a private key");
        }
    }

    /// <summary>Cuts out what stands for a secret, as manuals write it.</summary>
    private static string WithoutPlaceholders(string line)
    {
        try
        {
            return Placeholder().Replace(line, "");
        }
        catch (RegexMatchTimeoutException)
        {
            return line;
        }
    }

    /// <summary>Arbitrary: longer than a line that a person writes.</summary>
    private const int MaxLine = 20_000;

    [GeneratedRegex(@"[=:]\s*\\?[""']?(\$\{?\{?\s*[A-Za-z_][A-Za-z0-9_.]*\s*\}?\}?|\$\([^)]*\)|<[^>]{1,60}>|\[[^\]]{1,60}\]|\{[^}]{1,60}\}|your[-_ a-z0-9]*|x{3,}|\*{3,}|\.{3,}|…|changeme|none|null|true|false|process\.env[A-Za-z0-9_.\[\]""']*|os\.(environ|getenv)[^\s]*)[""']?(?=[\s,;)\]}""'`]|\z)|Bearer\s+(\$\{?[A-Za-z_][A-Za-z0-9_.]*\}?|<[^>]{1,60}>)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 200)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"-----BEGIN [A-Z ]*PRIVATE KEY( BLOCK)?-----", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex PrivateKey();
}
