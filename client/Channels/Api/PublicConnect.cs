using System.Net;
using System.Net.Sockets;
using Moltbot.Policy.Addresses;

namespace Moltbot.Gateway.Channels.Api;

/// <summary>
/// Connects to public addresses only (S1). The addresses judged are the addresses connected to, so a name that answers differently the
/// second time gains nothing.
/// </summary>
internal static class PublicConnect
{
    public static async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        string host = context.DnsEndPoint.Host;
        IPAddress[] addresses = await Dns.GetHostAddressesAsync(host, cancellationToken);
        if (!PublicDestination.Allows(host, addresses))
        {
            throw new PrivateAddressException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
