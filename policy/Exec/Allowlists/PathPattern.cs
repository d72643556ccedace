namespace Moltbot.Policy.Exec.Allowlists;

/// <summary>
/// A pattern for paths of executables: literal but for <c>*</c> (within a folder), <c>**</c> (across), <c>?</c> (one character of a
/// name) and a leading <c>~</c>. Upper and lower case count alike, as clients write lists for it (attack E13).
/// </summary>
public static class PathPattern
{
    /// <summary>The longest pattern and path; a longer one matches nothing.</summary>
    public const int MaxLength = 4096;

    /// <summary>Whether a pattern matches a path.</summary>
    /// <param name="pattern">The pattern; a bare name, and a bare <c>*</c>, match nothing.</param>
    /// <param name="path">The absolute path of an executable, without <c>.</c>, <c>..</c> and empty names in it.</param>
    /// <param name="home">What <c>~</c> stands for; null where there is no home.</param>
    public static bool Matches(string pattern, string path, string? home = null)
    {
        pattern = pattern.Trim();
        if (pattern.Length is 0 or > MaxLength || path.Length > MaxLength || !(pattern.Contains('/', StringComparison.Ordinal) || IsWindows(pattern) || pattern[0] == '~'))
        {
            return false;
        }

        if (pattern == "~" || pattern.StartsWith("~/", StringComparison.Ordinal))
        {
            if (home is null)
            {
                return false;
            }

            pattern = home.TrimEnd('/') + pattern[1..];
        }

        var (glob, text) = (Normalize(pattern), Normalize(path));
        return StartsAlike(glob, text) && IsCanonical(text) && IsMatch(glob, text);
    }

    /// <summary>Whether a path is absolute and leads nowhere by a detour.</summary>
    public static bool IsCanonical(string path)
    {
        var rest = path is [>= 'A' and <= 'Z' or >= 'a' and <= 'z', ':', '/', ..] ? path[2..] : path;
        return rest.StartsWith('/') && rest.Length > 1 && rest[1..].Split('/').All(name => name is not ("" or "." or ".."));
    }

    private static bool IsWindows(string path) => path is [>= 'A' and <= 'Z' or >= 'a' and <= 'z', ':', '\\' or '/', ..] or ['\\', '\\', ..];

    /// <summary>Only on Windows a backslash separates; elsewhere it is a character of a name.</summary>
    private static string Normalize(string path)
    {
        var lower = path.ToLowerInvariant();
        if (!IsWindows(path))
        {
            return lower;
        }

        lower = lower.Replace('\\', '/');
        while (lower.Contains("//", StringComparison.Ordinal))
        {
            lower = lower.Replace("//", "/", StringComparison.Ordinal);
        }

        return lower;
    }

    /// <summary>Whether the text begins with what the pattern says literally; most patterns end here, at next to no cost.</summary>
    private static bool StartsAlike(string glob, string text)
    {
        var wild = glob.AsSpan().IndexOfAny('*', '?');
        return wild < 0 ? glob == text : text.AsSpan().StartsWith(glob.AsSpan(0, wild), StringComparison.Ordinal);
    }

    /// <summary>Which places of the text a pattern's beginning can end at, one character of the pattern after the other: no backtracking.</summary>
    private static bool IsMatch(string glob, string text)
    {
        var reached = new bool[text.Length + 1];
        reached[0] = true;
        for (var at = 0; at < glob.Length; at++)
        {
            if (glob[at] == '*')
            {
                var across = at + 1 < glob.Length && glob[at + 1] == '*';
                at += across ? 1 : 0;
                for (var end = 0; end < text.Length; end++)
                {
                    reached[end + 1] |= reached[end] && (across || text[end] != '/');
                }
            }
            else
            {
                for (var end = text.Length; end > 0; end--)
                {
                    reached[end] = reached[end - 1] && (glob[at] == '?' ? text[end - 1] != '/' : text[end - 1] == glob[at]);
                }

                reached[0] = false;
            }
        }

        return reached[text.Length];
    }
}
