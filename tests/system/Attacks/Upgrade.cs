using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;

namespace Moltbot.System.Tests.Attacks;

/// <summary>Opens WebSockets where the answer's status matters, or the address that one comes from.</summary>
internal static class Upgrade
{
    /// <summary>The HTTP status of an upgrade: 101 when it is let in.</summary>
    public static async Task<HttpStatusCode> Status(Uri url, IReadOnlyDictionary<string, string> headers)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        foreach (var (name, value) in headers)
        {
            socket.Options.SetRequestHeader(name, value);
        }

        try
        {
            await socket.ConnectAsync(url, TestContext.Current.CancellationToken);
            socket.Abort();
        }
        catch (WebSocketException) when (socket.HttpStatusCode != 0)
        {
            // Refused; the status tells how.
        }

        return socket.HttpStatusCode;
    }

    /// <summary>A client whose connections come from an address of this machine.</summary>
    public static HttpMessageInvoker From(IPAddress address) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (context, cancel) =>
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                socket.Bind(new IPEndPoint(address, 0));
                await socket.ConnectAsync(new IPEndPoint(address.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback, context.DnsEndPoint.Port), cancel);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    });
}
