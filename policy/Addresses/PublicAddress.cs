using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Moltbot.Policy.Addresses;

/// <summary>Tells addresses of the open internet from everything else (IANA special-purpose registries).</summary>
public static class PublicAddress
{
    private static readonly IPNetwork[] Special =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("100.64.0.0/10"),
        IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.0.0.0/24"), IPNetwork.Parse("192.0.2.0/24"), IPNetwork.Parse("192.88.99.0/24"),
        IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("198.18.0.0/15"), IPNetwork.Parse("198.51.100.0/24"),
        IPNetwork.Parse("203.0.113.0/24"), IPNetwork.Parse("224.0.0.0/3"),
    ];

    // Inside the one range that is handed out (2000::/3): tunnels that embed an IPv4 address, documentation, benchmarks.
    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] Special6 =
    [
        IPNetwork.Parse("2001::/23"), IPNetwork.Parse("2001:db8::/32"), IPNetwork.Parse("2002::/16"), IPNetwork.Parse("3fff::/20"),
    ];

    /// <summary>Whether the address is one of the open internet; an IPv4 address inside an IPv6 one counts as what it is.</summary>
    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.AddressFamily == AddressFamily.InterNetwork
            ? !Contains(Special, address)
            : Global6.Contains(address) && !Contains(Special6, address);
    }

    /// <summary>Whether the text is, or some readers take it for, an address that is not of the open internet; a text that is no address is none.</summary>
    public static bool IsPrivate(string? text) => (IpText.Parse(text) ?? Lenient(text)) is { } address && !Is(address);

    // As those read who take the digits that a part begins with and leave the rest: 010.0.0.1, 10.0.0.1x, 0x7f.0.0.1.
    private static IPAddress? Lenient(string? text)
    {
        var parts = (text ?? "").Trim().Split('.');
        if (parts.Length != 4)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[4];
        for (var at = 0; at < parts.Length; at++)
        {
            var digits = parts[at].AsSpan()[..(parts[at].AsSpan().IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : parts[at].Length)].TrimStart('0');
            if (parts[at] is not [>= '0' and <= '9', ..] || !byte.TryParse(digits.IsEmpty ? "0" : digits, NumberStyles.None, CultureInfo.InvariantCulture, out bytes[at]))
            {
                return null;
            }
        }

        return new IPAddress(bytes);
    }

    private static bool Contains(IPNetwork[] networks, IPAddress address)
    {
        foreach (var network in networks)
        {
            if (network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }
}
