using System.Net;

namespace Moltbot.Policy.Addresses;

/// <summary>The proxies whose forwarding headers are believed: single addresses and CIDR ranges.</summary>
public sealed class TrustedProxies
{
    public static readonly TrustedProxies None = new([], []);

    private readonly HashSet<IPAddress> _addresses;
    private readonly List<IPNetwork> _networks;

    private TrustedProxies(HashSet<IPAddress> addresses, List<IPNetwork> networks)
    {
        _addresses = addresses;
        _networks = networks;
    }

    /// <summary>Reads the configured list; what is neither an address nor a range trusts nobody and is returned by name.</summary>
    public static TrustedProxies Parse(IEnumerable<string>? entries, out IReadOnlyList<string> unreadable)
    {
        var addresses = new HashSet<IPAddress>();
        var networks = new List<IPNetwork>();
        var bad = new List<string>();
        foreach (var entry in (entries ?? []).Select(each => each.Trim()).Where(each => each.Length > 0))
        {
            if (!entry.Contains('/', StringComparison.Ordinal) && IpText.Parse(entry) is { } address)
            {
                addresses.Add(address);
            }
            else if (IPNetwork.TryParse(entry, out var network))
            {
                networks.Add(network);
            }
            else
            {
                bad.Add(entry);
            }
        }

        unreadable = bad;
        return new TrustedProxies(addresses, networks);
    }

    /// <inheritdoc cref="Parse(IEnumerable{string}?, out IReadOnlyList{string})"/>
    public static TrustedProxies Parse(IEnumerable<string>? entries) => Parse(entries, out _);

    /// <summary>Whether the address is a trusted proxy's.</summary>
    public bool Contains(IPAddress? address)
    {
        if (address is null)
        {
            return false;
        }

        var canonical = IpText.Canonical(address);
        return _addresses.Contains(canonical) || _networks.Exists(network => network.Contains(canonical));
    }
}
