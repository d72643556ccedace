namespace Moltbot.Policy.Sessions;

/// <summary>The parts of a key <c>agent:&lt;agent&gt;:&lt;rest&gt;</c>.</summary>
/// <param name="AgentId">The agent as written in the key, not normalised.</param>
/// <param name="Rest">Everything after the agent; never empty.</param>
public sealed record AgentSessionKey(string AgentId, string Rest)
{
    /// <summary>Parses a key; null when it does not start with a lower-case <c>agent</c>, or lacks an agent or a rest.</summary>
    public static AgentSessionKey? Parse(string? sessionKey)
    {
        var parts = (sessionKey ?? "").Trim().Split(':', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 3 || parts[0] != "agent")
        {
            return null;
        }

        var agentId = parts[1].Trim();
        var rest = string.Join(':', parts, 2, parts.Length - 2);
        return agentId.Length == 0 ? null : new AgentSessionKey(agentId, rest);
    }
}
