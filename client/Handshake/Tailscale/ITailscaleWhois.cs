using System.Net;

namespace Moltbot.Gateway.Handshake.Tailscale;

/// <summary>Who is behind an address of the tailnet, as this machine's Tailscale daemon knows it.</summary>
public interface ITailscaleWhois
{
    /// <summary>The login name of the person at the address, such as <c>ann@example.com</c>.</summary>
    /// <returns>Null when nobody is there, a machine without a person is, or the daemon does not answer in time.</returns>
    Task<string?> LoginOf(IPAddress address, CancellationToken cancellationToken);
}
