using System.Net;
using System.Text;
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
        // Digits and dots of other scripts are those of ASCII to whoever looks names up; such a name is written in its xn-- form.
        if (!Ascii.IsValid(uri.Host))
            return true;
        // The reader of addresses has resolved other spellings of an IPv4 address, such as 2130706433, to the usual one.
        var host = InternalHostName.Normalize(uri.Host.Trim('[', ']'));
        return IPAddress.TryParse(host, out var ip)
            ? !PublicAddress.Is(ip)
            : InternalHostName.Is(host) || !host.Contains('.', StringComparison.Ordinal);
    }
}
