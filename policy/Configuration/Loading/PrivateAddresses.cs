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
        var host = uri.IdnHost.TrimEnd('.').ToLowerInvariant();
        if (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip))
            return !PublicAddress.Is(ip);
        return !host.Contains('.') || host.EndsWith(".local", StringComparison.Ordinal) || host.EndsWith(".localhost", StringComparison.Ordinal)
            || host.EndsWith(".internal", StringComparison.Ordinal) || host.EndsWith(".svc", StringComparison.Ordinal);
    }
}
