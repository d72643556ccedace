using System.Net;
using Microsoft.AspNetCore.Http;
using Moltbot.Policy.Addresses;

namespace Moltbot.Gateway.Connections;

/// <summary>Where a connection comes from, as far as it is known.</summary>
/// <param name="Request">The socket's peer and the headers.</param>
/// <param name="Address">The client's address, behind trusted proxies theirs taken off.</param>
/// <param name="IsDirectLocal">Whether it is direct and local; see <see cref="ClientAddress.IsDirectLocal"/>.</param>
internal sealed record ConnectionOrigin(RequestOrigin Request, IPAddress Address, bool IsDirectLocal)
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
        return new ConnectionOrigin(request, address, ClientAddress.IsDirectLocal(request));
    }

    private static string? Joined(IHeaderDictionary headers, string name) =>
        headers.TryGetValue(name, out var values) ? string.Join(',', values.AsEnumerable()) : null;
}
