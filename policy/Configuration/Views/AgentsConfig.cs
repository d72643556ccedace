using Moltbot.Policy.Sessions;

namespace Moltbot.Policy.Configuration.Views;

/// <summary><c>agents</c>: who answers, and with which model.</summary>
public sealed record AgentsConfig
{
    public AgentDefaultsConfig Defaults { get; init; } = new();

    /// <summary>The configured agents in their order; empty when there is only the built-in <c>main</c>.</summary>
    public IReadOnlyList<AgentConfig> List { get; init; } = [];

    /// <summary>The agent for whoever is not routed elsewhere: <c>default: true</c>, else the first, else <c>main</c>.</summary>
    public string DefaultAgentId => (List.FirstOrDefault(static agent => agent.IsDefault) ?? List.FirstOrDefault())?.Id ?? ConfigIds.MainAgent;

    /// <summary>The ids of all agents, the default one first; never empty.</summary>
    public IReadOnlyList<string> Ids => [.. List.Select(static agent => agent.Id).Prepend(DefaultAgentId).Distinct(StringComparer.Ordinal)];

    /// <summary>The entry of an agent, by any spelling of its id; null when it has none.</summary>
    public AgentConfig? Find(string? id)
    {
        var wanted = ConfigIds.Agent(id);
        return List.FirstOrDefault(agent => agent.Id == wanted);
    }

    /// <summary>
    /// What an agent runs on: its own primary model and fallbacks, each falling back to the defaults'. An agent's own empty
    /// fallback list means none.
    /// </summary>
    public ModelChoice ModelFor(string? agentId)
    {
        var own = Find(agentId)?.Model;
        return new ModelChoice(own?.Primary ?? Defaults.Model?.Primary, own?.Fallbacks ?? Defaults.Model?.Fallbacks);
    }

    /// <summary>How an agent presents itself; null when nothing is configured.</summary>
    public AgentIdentityConfig? IdentityOf(string? agentId) => Find(agentId)?.Identity;

    /// <summary>The agent a session belongs to: named in its key, else the default one.</summary>
    public string OfSession(string? sessionKey) => AgentSessionKey.Parse(sessionKey?.Trim().ToLowerInvariant()) is { } key
        ? ConfigIds.Agent(key.AgentId)
        : DefaultAgentId;

    /// <summary>The pause between blocks: an agent's own members over the defaults'; null when neither says anything.</summary>
    public HumanDelayConfig? HumanDelayOf(string? agentId)
    {
        var own = Find(agentId)?.HumanDelay;
        return own is null && Defaults.HumanDelay is null
            ? null
            : new(own?.Mode ?? Defaults.HumanDelay?.Mode, own?.MinMs ?? Defaults.HumanDelay?.MinMs, own?.MaxMs ?? Defaults.HumanDelay?.MaxMs);
    }

    internal static AgentsConfig From(ConfigSection section) => new()
    {
        Defaults = AgentDefaultsConfig.From(section.Section("defaults")),
        List = [.. section.Items("list").Select(AgentConfig.From)],
    };
}
