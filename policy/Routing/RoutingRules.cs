using Moltbot.Policy.Sessions;

namespace Moltbot.Policy.Routing;

/// <summary>What of the configuration decides where a message goes.</summary>
/// <param name="AgentIds">The configured agents, as written; empty when none are.</param>
/// <param name="DefaultAgentId">The agent marked as default, else the first, else null.</param>
/// <param name="Bindings">The bindings, in order.</param>
/// <param name="DmScope">Which direct messages share a session.</param>
/// <param name="IdentityLinks">Person → ids under which that person writes.</param>
public sealed record RoutingRules(
    IReadOnlyList<string> AgentIds,
    string? DefaultAgentId,
    IReadOnlyList<AgentBinding> Bindings,
    DmScope DmScope = DmScope.Main,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? IdentityLinks = null);
