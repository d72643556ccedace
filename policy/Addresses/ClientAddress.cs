using System.Net;

namespace Moltbot.Policy.Addresses;

/// <summary>Who is really at the other end (security.md §7, attacks A12, A13).</summary>
public static class ClientAddress
{
    /// <summary>
    /// The client's address: the socket's peer; behind a trusted proxy the one that its headers name: the right-most entry of
    /// <c>X-Forwarded-For</c> or <c>Forwarded</c> that is not itself a trusted proxy, or <c>X-Real-IP</c>. Whatever stands further left
    /// was written by the client, and so may a whole header be that the proxy does not set: where two name different clients, neither
    /// is believed and the peer counts.
    /// </summary>
    public static IPAddress? Resolve(RequestOrigin origin, TrustedProxies proxies)
    {
        if (origin.Peer is null)
        {
            return null;
        }

        var peer = IpText.Canonical(origin.Peer);
        if (!proxies.Contains(peer))
        {
            return peer;
        }

        var named = FromForwardedFor(origin.ForwardedFor, proxies);
        foreach (var other in (ReadOnlySpan<IPAddress?>)[FromRealIp(origin.RealIp, proxies), ForwardedHeader.Client(origin.Forwarded, proxies)])
        {
            if (named is not null && other is not null && !named.Equals(other))
            {
                return peer;
            }

            named ??= other;
        }

        return named ?? peer;
    }

    /// <summary>
    /// Whether the connection is direct and local: a loopback peer, no forwarding header at all, and a local Host. Such a
    /// connection has no rights of its own; see <c>Devices</c> for the little that depends on it.
    /// </summary>
    /// <remarks>
    /// A forwarded request is never local, whoever forwarded it, and a <c>*.ts.net</c> name proves nothing: in the original
    /// both counted.
    /// </remarks>
    public static bool IsDirectLocal(RequestOrigin origin) =>
        origin.Peer is not null
        && IPAddress.IsLoopback(IpText.Canonical(origin.Peer))
        && !origin.IsForwarded
        && HostName.IsLocal(origin.Host);

    private static IPAddress? FromRealIp(string? realIp, TrustedProxies proxies) =>
        IpText.Parse(realIp) is { } address && !proxies.Contains(address) ? address : null;

    /// <summary>The entry of <c>X-Forwarded-For</c> that names the client; null when it is missing or no address.</summary>
    public static IPAddress? FromForwardedFor(string? forwardedFor, TrustedProxies proxies)
    {
        IPAddress? leftMost = null;
        foreach (var entry in (forwardedFor ?? "").Split(',').Reverse())
        {
            if (IpText.Parse(entry) is not { } address)
            {
                return leftMost;
            }

            if (!proxies.Contains(address))
            {
                return address;
            }

            leftMost = address;
        }

        return leftMost;
    }
}
