namespace Moltbot.Policy.Sessions;

/// <summary>Builds and reads session keys (runtime.md §3). A key built here is lower-case.</summary>
public static class SessionKeys
{
    public const string DefaultMainKey = "main";
    public const string Global = "global";
    public const string Unknown = "unknown";

    /// <summary>The configured main key, or <c>main</c>.</summary>
    public static string MainKeyOf(string? mainKey) => Lowered(mainKey) is { Length: > 0 } key ? key : DefaultMainKey;

    /// <summary><c>agent:&lt;agent&gt;:&lt;main&gt;</c>: the session all direct messages share unless configured otherwise.</summary>
    public static string Main(string? agentId, string? mainKey = null) =>
        $"agent:{IdNormalization.AgentId(agentId)}:{MainKeyOf(mainKey)}";

    /// <summary>The agent a key belongs to; <c>main</c> for a key without one.</summary>
    public static string AgentIdOf(string? sessionKey) =>
        IdNormalization.AgentId(AgentSessionKey.Parse(sessionKey)?.AgentId);

    /// <summary>The stored form of a key that a request named, for the given agent.</summary>
    public static string ToStored(string agentId, string? requestKey, string? mainKey = null)
    {
        var raw = (requestKey ?? "").Trim();
        if (raw.Length == 0 || raw == DefaultMainKey)
        {
            return Main(agentId, mainKey);
        }

        var lowered = raw.ToLowerInvariant();
        return lowered.StartsWith("agent:", StringComparison.Ordinal)
            ? lowered
            : $"agent:{IdNormalization.AgentId(agentId)}:{lowered}";
    }

    /// <summary>A stored key without its agent; a key without agent stays; null for a blank one.</summary>
    public static string? ToRequested(string? storedKey)
    {
        var raw = (storedKey ?? "").Trim();
        return raw.Length == 0 ? null : AgentSessionKey.Parse(raw)?.Rest ?? raw;
    }

    /// <summary>The session of a sub-agent.</summary>
    /// <param name="agentId">Its agent.</param>
    /// <param name="id">Its id, in lower case.</param>
    public static string Subagent(string agentId, string id) => $"agent:{IdNormalization.AgentId(agentId)}:subagent:{id}";

    /// <summary>Whether the session is a sub-agent's.</summary>
    public static bool IsSubagent(string? sessionKey) => HasKind(sessionKey, "subagent:");

    /// <summary>Whether the session belongs to an editor speaking ACP.</summary>
    public static bool IsAcp(string? sessionKey) => HasKind(sessionKey, "acp:");

    /// <summary>Whether the session is the direct chat of one person, or a thread in it.</summary>
    public static bool IsDirect(string? sessionKey) =>
        (ToRequested(sessionKey) ?? "").Split(':').Contains(PeerKinds.Dm, StringComparer.OrdinalIgnoreCase);

    private static bool HasKind(string? sessionKey, string kind)
    {
        var raw = (sessionKey ?? "").Trim();
        return raw.StartsWith(kind, StringComparison.OrdinalIgnoreCase)
            || (AgentSessionKey.Parse(raw)?.Rest.StartsWith(kind, StringComparison.OrdinalIgnoreCase) ?? false);
    }

    internal static string Lowered(string? text) => (text ?? "").Trim().ToLowerInvariant();

    internal static string LoweredOr(string? text, string fallback) =>
        Lowered(text) is { Length: > 0 } lowered ? lowered : fallback;
}
