using System.Net;
using System.Net.Sockets;

namespace Moltbot.Policy.Addresses;

/// <summary>IP addresses as texts, in one form: IPv4-mapped IPv6 is IPv4, lower-case, no port, no brackets, no zone.</summary>
public static class IpText
{
    /// <summary>Reads an address, with or without port and brackets; null for anything that is none.</summary>
    public static IPAddress? Parse(string? text)
    {
        var trimmed = (text ?? "").Trim();
        if (trimmed.StartsWith('['))
        {
            var end = trimmed.IndexOf(']', StringComparison.Ordinal);
            if (end < 0 || !IsPortOrNothing(trimmed.AsSpan(end + 1)))
            {
                return null;
            }

            trimmed = trimmed[1..end];
        }
        else if (trimmed.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon
            && trimmed.LastIndexOf(':') == colon
            && IsPortOrNothing(trimmed.AsSpan(colon)))
        {
            trimmed = trimmed[..colon];
        }

        return IsPlain(trimmed) && IPAddress.TryParse(trimmed, out var address) ? Canonical(address) : null;
    }

    /// <summary>The one form of an address.</summary>
    public static IPAddress Canonical(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6 && address.ScopeId != 0
            ? new IPAddress(address.GetAddressBytes())
            : address;
    }

    /// <summary>Whether the text is an address of this machine's loopback.</summary>
    public static bool IsLoopback(string? text) => Parse(text) is { } address && IPAddress.IsLoopback(address);

    /// <summary>
    /// The bucket in which attempts from an address are counted: the address itself, and for IPv6 its /64, which one
    /// subscriber usually holds whole. All of loopback is one bucket: every program here may choose among 127.0.0.0/8 (B1, B2).
    /// </summary>
    public static string LimiterBucket(IPAddress address)
    {
        var canonical = Canonical(address);
        if (IPAddress.IsLoopback(canonical))
        {
            return "loopback";
        }

        if (canonical.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return canonical.ToString();
        }

        var bytes = canonical.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return $"{new IPAddress(bytes)}/64";
    }

    // .NET also reads "127.1", "0x7f000001" and "017700000001": one address must not have several spellings.
    private static bool IsPlain(string text)
    {
        if (text.Contains(':', StringComparison.Ordinal))
        {
            return true;
        }

        var parts = text.Split('.');
        return parts.Length == 4 && parts.All(part =>
            part.Length is >= 1 and <= 3 && part.All(char.IsAsciiDigit) && (part.Length == 1 || part[0] != '0'));
    }

    private static bool IsPortOrNothing(ReadOnlySpan<char> text) =>
        text.IsEmpty || (text[0] == ':' && text.Length is >= 2 and <= 6 && text[1..].IndexOfAnyExceptInRange('0', '9') < 0);
}
