using System.Net;
using System.Net.Sockets;

namespace Moltbot.Models.Transport;

/// <summary>
/// Connects to public addresses only. The addresses judged are the addresses connected to, so a name that answers
/// differently the second time gains nothing.
/// </summary>
internal sealed class PublicConnect(Func<string, IReadOnlyList<IPAddress>, bool> isPublic)
{
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken);
        if (!isPublic(host, addresses))
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
