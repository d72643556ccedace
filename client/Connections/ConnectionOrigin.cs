using System.Net;
using Microsoft.AspNetCore.Http;
using Moltbot.Policy.Addresses;
using Moltbot.Policy.Devices;

namespace Moltbot.Gateway.Connections;

/// <summary>Where a connection comes from, as far as it is known.</summary>
/// <param name="Request">The socket's peer and the headers.</param>
/// <param name="Address">The client's address, behind trusted proxies theirs taken off.</param>
/// <param name="IsDirectLocal">Whether it is direct and local; see <see cref="ClientAddress.IsDirectLocal"/>.</param>
/// <param name="Tailscale">Who it says Tailscale knows it as.</param>
internal sealed record ConnectionOrigin(RequestOrigin Request, IPAddress Address, bool IsDirectLocal, TailscaleClaim Tailscale)
{
    /// <summary>The address in canonical text.</summary>
    public string AddressText { get; } = Address.ToString();

    public static ConnectionOrigin Of(HttpContext context, TrustedProxies proxies)
    {
        IHeaderDictionary headers = context.Request.Headers;
        var request = new RequestOrigin(
            context.Connection.RemoteIpAddress,
            context.Request.Headers.Host,
            Joined(headers, "X-Forwarded-For"),
            Joined(headers, "X-Real-IP"),
            Joined(headers, "X-Forwarded-Host"),
            Joined(headers, "Forwarded"));

        // A peer without an address (a Unix socket, say) is nobody in particular, and surely not local.
        IPAddress address = ClientAddress.Resolve(request, proxies) ?? IPAddress.None;
        var tailscale = new TailscaleClaim(
            request.Peer, Joined(headers, "Tailscale-User-Login"), request.ForwardedFor, Joined(headers, "X-Forwarded-Proto"), request.ForwardedHost);
        return new ConnectionOrigin(request, address, ClientAddress.IsDirectLocal(request), tailscale);
    }

    private static string? Joined(IHeaderDictionary headers, string name) =>
        headers.TryGetValue(name, out var values) ? string.Join(',', values.AsEnumerable()) : null;
}
