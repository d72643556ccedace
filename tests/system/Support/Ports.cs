using System.Globalization;
using Moltbot.TestSupport.Network;

namespace Moltbot.System.Tests.Support;

/// <summary>Ports for what cannot choose one itself.</summary>
internal static class Ports
{
    /// <summary>A free loopback port, see <see cref="FreePorts"/>, as an option takes it.</summary>
    public static string Free() => FreePorts.Next().ToString(CultureInfo.InvariantCulture);
}
