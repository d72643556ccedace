namespace Moltbot.Policy.Routing;

/// <summary>A message to be routed.</summary>
/// <param name="Channel">The channel it came in on.</param>
/// <param name="AccountId">The account it came to; null means <c>default</c>.</param>
/// <param name="Peer">Who is at the other end; null when there is nobody in particular.</param>
/// <param name="GuildId">The Discord guild, if any.</param>
/// <param name="TeamId">The team, if any.</param>
/// <param name="ParentPeer">Of a thread that is a peer of its own: the one it is in.</param>
public sealed record RouteRequest(
    string? Channel, string? AccountId = null, PeerRef? Peer = null, string? GuildId = null, string? TeamId = null,
    PeerRef? ParentPeer = null);
