namespace Moltbot.Policy.Configuration.Writing;

/// <summary>A place in the document in dot notation (<c>gateway.auth.mode</c>).</summary>
public static class ConfigPath
{
    private static readonly string[] Forbidden = ["__proto__", "prototype", "constructor"];

    /// <summary>The keys of a path; or what is wrong with it.</summary>
    public static (IReadOnlyList<string>? Keys, string? Error) Parse(string? text)
    {
        var keys = (text ?? "").Split('.').Select(static key => key.Trim()).ToList();
        if (keys.Any(static key => key.Length == 0))
            return (null, "Invalid path. Use dot notation (e.g. foo.bar).");
        // Clients in JavaScript would change their own prototypes when they walk such a path.
        return keys.Any(static key => Forbidden.Contains(key, StringComparer.Ordinal)) ? (null, "Invalid path segment.") : (keys, null);
    }
}
