namespace Moltbot.Policy.Sessions;

/// <summary>The configured agents.</summary>
/// <param name="Ids">Their ids, as written.</param>
/// <param name="Marked">The one marked as default, the first if several are.</param>
public sealed record AgentList(IReadOnlyList<string> Ids, string? Marked)
{
    /// <summary>The agent that answers when no other is named: the marked one, else the first, else <c>main</c>.</summary>
    public string DefaultId => IdNormalization.AgentId(Marked ?? Ids.FirstOrDefault());

    /// <summary>All ids, normalised, each once; <c>main</c> alone when none is configured.</summary>
    public IReadOnlyList<string> NormalizedIds =>
        Ids.Count == 0 ? [IdNormalization.DefaultAgentId] : [.. Ids.Select(IdNormalization.AgentId).Distinct(StringComparer.Ordinal)];

    /// <summary>The agent of a session: the one its key names, else the default.</summary>
    public string OfSession(string? sessionKey) =>
        AgentSessionKey.Parse(sessionKey) is { } key ? IdNormalization.AgentId(key.AgentId) : DefaultId;
}
