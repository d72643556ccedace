namespace Moltbot.Policy.Routing;

/// <summary>A peer by kind and id.</summary>
/// <param name="Kind">One of <see cref="Sessions.PeerKinds"/>.</param>
/// <param name="Id">The platform's id.</param>
public sealed record PeerRef(string? Kind, string? Id);
