using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Moltbot.Gateway.Http;
using Moltbot.Policy.Configuration.Views;

namespace Moltbot.Conformance.Adapters.Gateway;

/// <summary>Shakes hands with the settings that the gateway gives its server, over a real connection on this machine.</summary>
internal static class TlsHandshake
{
    /// <summary>Longest wait for one read or write of the handshake, in milliseconds.</summary>
    private const int Patience = 30_000;

    /// <summary>Whether a client that speaks these versions is taken.</summary>
    /// <exception cref="FormatException">A version that cannot be offered.</exception>
    internal static bool IsAccepted(IReadOnlyList<string> offered)
    {
        var versions = offered.Select(Version).Aggregate(SslProtocols.None, static (all, each) => all | each);
        var folder = Directory.CreateTempSubdirectory("moltbot-tls-");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        try
        {
            var settings = GatewayTls.Load(new GatewayTlsConfig { Enabled = true }, folder.FullName, ["localhost"], TimeProvider.System)!.Options;
            listener.Start();
            var server = new Thread(() => Serve(listener, new SslServerAuthenticationOptions
            {
                ServerCertificate = settings.ServerCertificate,
                EnabledSslProtocols = settings.SslProtocols,
            }));
            server.Start();
            var isAccepted = Offer(((IPEndPoint)listener.LocalEndpoint).Port, versions);
            server.Join();
            return isAccepted;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static SslProtocols Version(string name) => name switch
    {
        "TLS1.2" => SslProtocols.Tls12,
        "TLS1.3" => SslProtocols.Tls13,
        _ => throw new FormatException($"cannot offer {name} (TLS1.2 or TLS1.3)"),
    };

    private static bool Offer(int port, SslProtocols versions)
    {
        using var socket = new TcpClient();
        socket.Connect(IPAddress.Loopback, port);
        using var stream = new SslStream(Patiently(socket), false, static (_, _, _, _) => true);
        return IsDone(() => stream.AuthenticateAsClient(
            new SslClientAuthenticationOptions { TargetHost = "localhost", EnabledSslProtocols = versions }));
    }

    private static void Serve(TcpListener listener, SslServerAuthenticationOptions options)
    {
        using var socket = listener.AcceptTcpClient();
        using var stream = new SslStream(Patiently(socket));
        IsDone(() => stream.AuthenticateAsServer(options));
    }

    private static NetworkStream Patiently(TcpClient socket)
    {
        var stream = socket.GetStream();
        (stream.ReadTimeout, stream.WriteTimeout) = (Patience, Patience);
        return stream;
    }

    private static bool IsDone(Action handshake)
    {
        try
        {
            handshake();
            return true;
        }
        catch (Exception refused) when (refused is AuthenticationException or IOException)
        {
            return false;
        }
    }
}
