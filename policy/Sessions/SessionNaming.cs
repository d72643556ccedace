namespace Moltbot.Policy.Sessions;

/// <summary>What of the configuration decides which key a session has.</summary>
/// <param name="DefaultAgentId">The agent that answers when no other is named; null means <c>main</c>.</param>
/// <param name="MainKey">The configured main key; null means <c>main</c>.</param>
/// <param name="IsGlobal">Whether <c>session.scope</c> is <c>global</c>: one session for everything.</param>
public sealed record SessionNaming(string? DefaultAgentId = null, string? MainKey = null, bool IsGlobal = false)
{
    /// <summary>The key of the main session.</summary>
    public string MainSessionKey() =>
        IsGlobal ? SessionKeys.Global : SessionKeys.Main(DefaultAgentId, MainKey);

    /// <summary>Replaces every way to write an agent's main session by its key; other keys stay.</summary>
    public string CanonicalMain(string agentId, string sessionKey)
    {
        var raw = sessionKey.Trim();
        var main = SessionKeys.Main(agentId, MainKey);
        var isMain = raw == SessionKeys.DefaultMainKey || raw == SessionKeys.MainKeyOf(MainKey)
            || raw == main || raw == SessionKeys.Main(agentId);
        return !isMain ? raw : IsGlobal ? SessionKeys.Global : main;
    }

    /// <summary>The key under which a session is stored, from any key a client may send.</summary>
    /// <remarks>
    /// Called once, at the boundary. In the original some methods do and some do not, and then look for a session where it
    /// is not.
    /// </remarks>
    public string StoredKey(string sessionKey)
    {
        var raw = sessionKey.Trim();
        if (raw is "" or SessionKeys.Global or SessionKeys.Unknown)
        {
            return raw;
        }

        if (AgentSessionKey.Parse(raw) is { } parsed)
        {
            return CanonicalMain(IdNormalization.AgentId(parsed.AgentId), raw);
        }

        if (raw == SessionKeys.DefaultMainKey || raw == SessionKeys.MainKeyOf(MainKey))
        {
            return MainSessionKey();
        }

        return raw.StartsWith("agent:", StringComparison.Ordinal)
            ? raw
            : $"agent:{IdNormalization.AgentId(DefaultAgentId)}:{raw}";
    }

    /// <summary>The key of the session a message belongs to when nothing routed it: its group's, or the main one.</summary>
    /// <param name="explicitKey">A key the caller named; it wins.</param>
    /// <param name="origin">Where the message came from.</param>
    /// <param name="isChannel">Whether a text is the id of a channel we know.</param>
    public string KeyOf(string? explicitKey, GroupOrigin origin, Func<string, bool> isChannel)
    {
        var named = SessionKeys.Lowered(explicitKey);
        if (named.Length > 0)
        {
            return named;
        }

        if (IsGlobal)
        {
            return SessionKeys.Global;
        }

        return GroupSessionKey.FromOrigin(origin, isChannel) is { } group
            ? $"agent:{IdNormalization.DefaultAgentId}:{group.Key}"
            : SessionKeys.Main(IdNormalization.DefaultAgentId, MainKey);
    }
}
