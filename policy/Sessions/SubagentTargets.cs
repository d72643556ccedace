using Moltbot.Policy.Configuration;

namespace Moltbot.Policy.Sessions;

/// <summary>For which agents a session may start sub-agents (<c>agents.list[].subagents.allowAgents</c>): its own, and those that its agent names.</summary>
public static class SubagentTargets
{
    /// <summary>Those that there are, of those that it may.</summary>
    /// <param name="document">The configuration.</param>
    /// <param name="requester">The canonical id of the session's agent.</param>
    public static IEnumerable<string> Of(ConfigDocument document, string requester)
    {
        var named = document.Agents.Find(requester)?.AllowAgents.Select(static entry => entry.Trim()).Where(static entry => entry.Length > 0).ToArray() ?? [];
        return document.Agents.Ids.Append(requester).Distinct(StringComparer.Ordinal)
            .Where(id => id == requester || named.Any(entry => entry == "*" || ConfigIds.Agent(entry) == id));
    }
}
