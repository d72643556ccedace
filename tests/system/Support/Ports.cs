using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Moltbot.System.Tests.Support;

/// <summary>Ports for what cannot choose one itself.</summary>
internal static class Ports
{
    /// <summary>A loopback port that was free a moment ago.</summary>
    public static string Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
