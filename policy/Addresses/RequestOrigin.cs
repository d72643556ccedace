using System.Net;

namespace Moltbot.Policy.Addresses;

/// <summary>What a connection tells about where it comes from. Only <paramref name="Peer"/> is a fact; the rest are the sender's words.</summary>
/// <param name="Peer">The other end of the socket; null when unknown.</param>
/// <param name="Host">The Host header.</param>
/// <param name="ForwardedFor"><c>X-Forwarded-For</c>, all values joined with commas.</param>
/// <param name="RealIp"><c>X-Real-IP</c>.</param>
/// <param name="ForwardedHost"><c>X-Forwarded-Host</c>.</param>
/// <param name="Forwarded"><c>Forwarded</c> (RFC 7239), all values joined with commas.</param>
public sealed record RequestOrigin(
    IPAddress? Peer, string? Host, string? ForwardedFor = null, string? RealIp = null, string? ForwardedHost = null,
    string? Forwarded = null)
{
    /// <summary>Whether any header says that the request was passed on.</summary>
    public bool IsForwarded =>
        ForwardedFor is not null || RealIp is not null || ForwardedHost is not null || Forwarded is not null;
}
