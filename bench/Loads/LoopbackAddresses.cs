using System.Net;

namespace Moltbot.Bench.Loads;

/// <summary>All of 127.0.0.0/8 is this machine: each address has ports of its own.</summary>
internal static class LoopbackAddresses
{
    private const int Count = 200;

    /// <param name="number">Any number from 0; addresses repeat after 200.</param>
    public static IPAddress Number(int number) => new([127, 0, 0, (byte)(2 + (number % Count))]);
}
