using System.Net;

namespace Moltbot.Policy.Addresses;

/// <summary>
/// Whether somebody who has no business in the operator's networks may connect to a host (S1). Judged together with the addresses its name
/// resolved to, which are the ones to connect to: a name that answers otherwise the next time gains nothing.
/// </summary>
public static class PublicDestination
{
    /// <summary>Whether every address of the host is of the open internet, and its name too.</summary>
    public static bool Allows(string host, IReadOnlyList<IPAddress> resolved) => Judge(host, resolved) == DestinationVerdict.Allowed;

    /// <summary>What to think of a host.</summary>
    /// <param name="host">Its name, or an address as text, without a port.</param>
    /// <param name="resolved">The addresses its name resolved to; not looked at when the host itself is refused.</param>
    public static DestinationVerdict Judge(string host, IReadOnlyList<IPAddress> resolved)
    {
        var name = InternalHostName.Normalize(host);
        return name.Length == 0 ? DestinationVerdict.NoName
            : InternalHostName.Is(name) ? DestinationVerdict.InternalName
            : PublicAddress.IsPrivate(name) ? DestinationVerdict.PrivateAddress
            : resolved.Count == 0 ? DestinationVerdict.Unresolved
            : resolved.All(PublicAddress.Is) ? DestinationVerdict.Allowed
            : DestinationVerdict.ResolvesToPrivate;
    }
}
