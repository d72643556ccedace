namespace Moltbot.Policy.Exec.Allowlists;

/// <summary>A path that is absolute and leads nowhere by a detour, as patterns are held beside it.</summary>
public sealed class CanonicalPath
{
    private CanonicalPath(string folded) => Folded = folded;

    /// <summary>The path in lower case, with <c>/</c> between its names.</summary>
    internal string Folded { get; }

    /// <summary>Reads it; null for a path that is none, or longer than <see cref="PathPattern.MaxLength"/>.</summary>
    public static CanonicalPath? Of(string path) => path.Length <= PathPattern.MaxLength && Fold(path) is var folded && Is(folded) ? new CanonicalPath(folded) : null;

    /// <summary>A home folder, with or without <c>/</c> at its end; null for none. The root is nobody's home.</summary>
    public static CanonicalPath? OfHome(string? home) => home is null ? null : Of(home.TrimEnd('/', '\\'));

    /// <summary>Whether a path is absolute and leads nowhere by a detour.</summary>
    public static bool Is(string path)
    {
        var rest = path is [>= 'A' and <= 'Z' or >= 'a' and <= 'z', ':', '/', ..] ? path[2..] : path;
        return rest.StartsWith('/') && rest[1..].Split('/').All(name => name is not ("" or "." or ".."));
    }

    internal static bool IsWindows(string path) => path is [>= 'A' and <= 'Z' or >= 'a' and <= 'z', ':', '\\' or '/', ..] or ['\\', '\\', ..];

    /// <summary>Only on Windows a backslash separates; elsewhere it is a character of a name.</summary>
    internal static string Fold(string path)
    {
        var lower = string.Create(path.Length, path, static (folded, written) =>
        {
            for (var i = 0; i < folded.Length; i++)
            {
                // The sign for kelvin is no k: what is no ASCII must not become it.
                var low = char.ToLowerInvariant(written[i]);
                folded[i] = char.IsAscii(low) == char.IsAscii(written[i]) ? low : written[i];
            }
        });
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
}
