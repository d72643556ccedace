using System.Net;
using System.Net.Sockets;

namespace Moltbot.Policy.Addresses;

/// <summary>The addresses a gateway listens on, from <c>gateway.bind</c> (protocol.md §9).</summary>
public static class BindHost
{
    public const string Loopback = "127.0.0.1";
    public const string Everywhere = "0.0.0.0";

    /// <param name="bind"><c>loopback</c> (default), <c>auto</c>, <c>lan</c>, <c>tailnet</c> or <c>custom</c>.</param>
    /// <param name="customHost">The IPv4 address for <c>custom</c>.</param>
    /// <param name="tailnetAddress">This machine's tailnet address, if it has one.</param>
    /// <exception cref="FormatException">
    /// An unknown mode, or <c>custom</c> without an IPv4 address. The original then listens everywhere; here a slip of the pen
    /// never opens a port.
    /// </exception>
    public static string Resolve(string? bind, string? customHost, string? tailnetAddress) => bind switch
    {
        null or "loopback" or "auto" => Loopback,
        "lan" => Everywhere,
        "tailnet" => IpText.Parse(tailnetAddress)?.ToString() ?? Loopback,
        "custom" => IpText.Parse(customHost) is { AddressFamily: AddressFamily.InterNetwork } address
            ? address.ToString()
            : throw new FormatException($"gateway.bind custom needs an IPv4 address, not \"{customHost}\""),
        _ => throw new FormatException($"unknown gateway.bind \"{bind}\" (use loopback, auto, lan, tailnet or custom)"),
    };

    /// <summary>All addresses to listen on: the IPv6 loopback joins the IPv4 one where it can be had.</summary>
    public static IReadOnlyList<string> ListenOn(string bindHost, bool canBindIPv6Loopback) =>
        bindHost == Loopback && canBindIPv6Loopback ? [Loopback, "::1"] : [bindHost];

    /// <summary>Whether the address is reachable from this machine only.</summary>
    public static bool IsLoopbackOnly(string bindHost) => IPAddress.TryParse(bindHost, out var address) && IPAddress.IsLoopback(address);
}
