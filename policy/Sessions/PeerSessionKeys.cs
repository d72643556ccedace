namespace Moltbot.Policy.Sessions;

/// <summary>The session key of a conversation with a peer (runtime.md §3).</summary>
public static class PeerSessionKeys
{
    /// <param name="agentId">The agent that answers.</param>
    /// <param name="peer">The other end.</param>
    /// <param name="dmScope">Which direct messages share a session.</param>
    /// <param name="identityLinks">Person → ids under which that person writes; not used in <see cref="DmScope.Main"/>.</param>
    /// <param name="mainKey">The configured main key.</param>
    public static string Build(
        string agentId,
        SessionPeer peer,
        DmScope dmScope = DmScope.Main,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? identityLinks = null,
        string? mainKey = null)
    {
        var agent = $"agent:{IdNormalization.AgentId(agentId)}";
        var channel = SessionKeys.LoweredOr(peer.Channel, SessionKeys.Unknown);
        var kind = peer.Kind ?? PeerKinds.Dm;
        if (kind != PeerKinds.Dm)
        {
            return $"{agent}:{channel}:{kind}:{SessionKeys.LoweredOr(peer.Id, SessionKeys.Unknown)}";
        }

        var linked = dmScope == DmScope.Main ? null : IdentityLinks.PersonOf(identityLinks, peer.Channel, peer.Id);
        var id = SessionKeys.Lowered(linked ?? peer.Id);
        if (id.Length == 0)
        {
            return SessionKeys.Main(agentId, mainKey);
        }

        return dmScope switch
        {
            DmScope.PerPeer => $"{agent}:dm:{id}",
            DmScope.PerChannelPeer => $"{agent}:{channel}:dm:{id}",
            DmScope.PerAccountChannelPeer => $"{agent}:{channel}:{IdNormalization.AccountId(peer.AccountId)}:dm:{id}",
            _ => SessionKeys.Main(agentId, mainKey),
        };
    }

    /// <summary>The key under which unanswered group messages are kept.</summary>
    public static string GroupHistory(SessionPeer peer) =>
        $"{SessionKeys.LoweredOr(peer.Channel, SessionKeys.Unknown)}:{IdNormalization.AccountId(peer.AccountId)}:"
        + $"{peer.Kind ?? PeerKinds.Group}:{SessionKeys.LoweredOr(peer.Id, SessionKeys.Unknown)}";
}
