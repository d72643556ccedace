using System.Net;
using System.Net.Sockets;
using Moltbot.Policy.Addresses;

namespace Moltbot.Runner.Web;

/// <summary>
/// Connects to public addresses only (S1). A name is asked about once for each connection, and the addresses judged are the addresses
/// connected to, so a name that answers differently the second time gains nothing.
/// </summary>
/// <param name="resolve">The addresses of a name.</param>
/// <param name="isPublic">Whether a host with these addresses may be connected to.</param>
internal sealed class PublicConnect(
    Func<string, CancellationToken, Task<IPAddress[]>> resolve, Func<string, IReadOnlyList<IPAddress>, bool> isPublic)
{
    public PublicConnect() : this(Dns.GetHostAddressesAsync, PublicDestination.Allows)
    {
    }

    public async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = await resolve(host, cancel);
        if (!isPublic(host, addresses))
        {
            throw new PrivateAddressException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
