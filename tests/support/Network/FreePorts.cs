using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Moltbot.TestSupport.Network;

/// <summary>Ports for programs that cannot choose one themselves, or have to be told of one before they start.</summary>
public static class FreePorts
{
    private const int Span = 10_000;
    private static readonly int Beyond = FirstEphemeral();
    private static readonly HashSet<int> Given = [];

    /// <summary>
    /// A free loopback port: below those that the system gives to connections and to listeners without a wish, so that none of them gets
    /// it before it is used, and given to nobody else in this process.
    /// </summary>
    public static int Next()
    {
        lock (Given)
        {
            while (true)
            {
                int port = Random.Shared.Next(Beyond - Span, Beyond);
                if (IsFree(port) && Given.Add(port))
                {
                    return port;
                }
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FirstEphemeral()
    {
        const int Usual = 32_768;
        const string Setting = "/proc/sys/net/ipv4/ip_local_port_range";
        int first = File.Exists(Setting) ? int.Parse(File.ReadAllText(Setting).Split('\t')[0], CultureInfo.InvariantCulture) : Usual;
        return first > Span + 1024 ? first : Usual;
    }
}
