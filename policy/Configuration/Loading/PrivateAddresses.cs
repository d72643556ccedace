using System.Net;
using Moltbot.Policy.Addresses;

namespace Moltbot.Policy.Configuration.Loading;

/// <summary>
/// Whether an address, as written, points into a private network. Names are not resolved here; whoever connects checks the
/// address it got once more.
/// </summary>
internal static class PrivateAddresses
{
    public static bool IsPrivate(string address)
    {
        if (!Uri.TryCreate(address.Trim(), UriKind.Absolute, out var uri) || uri.Host.Length == 0)
            return true;
        // The reader of addresses has resolved other spellings of an IPv4 address, such as 2130706433, to the usual one.
        return IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip)
            ? !PublicAddress.Is(ip)
            : InternalHostName.Is(uri.IdnHost) || !InternalHostName.Normalize(uri.IdnHost).Contains('.', StringComparison.Ordinal);
    }
}
