namespace Moltbot.Policy.Sessions;

/// <summary>What a text that names a session looks like: an id, a key, or neither for sure.</summary>
public static class SessionReference
{
    /// <summary>Whether it is written like a session's id, a GUID with dashes.</summary>
    public static bool IsId(string text) => Guid.TryParseExact(text.Trim(), "D", out _);

    /// <summary>Whether it is written like a key, which is never looked up as an id.</summary>
    public static bool IsKey(string text)
    {
        var key = text.Trim();
        return key is SessionKeys.DefaultMainKey or SessionKeys.Global or SessionKeys.Unknown
            || SessionKeys.IsAcp(key)
            || key.StartsWith("agent:", StringComparison.Ordinal)
            || key.StartsWith("cron:", StringComparison.Ordinal)
            || key.StartsWith("hook:", StringComparison.Ordinal)
            || key.StartsWith("node-", StringComparison.Ordinal)
            || key.StartsWith("node:", StringComparison.Ordinal)
            || key.Contains(":group:", StringComparison.Ordinal)
            || key.Contains(":channel:", StringComparison.Ordinal);
    }
}
