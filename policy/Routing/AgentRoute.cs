namespace Moltbot.Policy.Routing;

/// <summary>Where a message goes.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Channel">The channel, lower-case.</param>
/// <param name="AccountId">The account.</param>
/// <param name="SessionKey">The session.</param>
/// <param name="MainSessionKey">The agent's main session.</param>
/// <param name="MatchedBy">What decided: <c>binding.peer</c>, <c>.peer.parent</c>, <c>.guild</c>, <c>.team</c>, <c>.account</c>, <c>.channel</c>, or <c>default</c>.</param>
public sealed record AgentRoute(
    string AgentId, string Channel, string AccountId, string SessionKey, string MainSessionKey, string MatchedBy);
