using System.Net;
using System.Diagnostics.CodeAnalysis;

namespace Moltbot.Policy.Addresses;

/// <summary>
/// Addresses of web pages that somebody names who has no business in the operator's networks (S1, S2): HTTP, no credentials, a host of the open
/// internet as far as its text says. What its name resolves to is judged where it is connected to (<see cref="PublicDestination"/>).
/// </summary>
public static class WebAddress
{
    /// <summary>Longest address, UTF-16 units. Arbitrary: what browsers and servers have in common.</summary>
    public const int MaxLength = 2048;

    /// <summary>Reads an address that may be asked for.</summary>
    /// <param name="text">The address.</param>
    /// <param name="address">The address without its fragment.</param>
    /// <param name="refusal">Why it is none, or may not be asked for.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Uri? address, [NotNullWhen(false)] out string? refusal)
    {
        (address, refusal) = Read((text ?? "").Trim());
        return address is not null;
    }

    private static (Uri? Address, string? Refusal) Read(string text)
    {
        // Readers disagree about backslashes, blanks and control characters within an address, so none of them is asked.
        if (text.Length is 0 or > MaxLength || text.Any(static c => char.IsControl(c) || char.IsWhiteSpace(c) || c == '\\')
            || !Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Host.Length == 0)
        {
            return (null, "it is no address of a web page");
        }

        if (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps)
        {
            return (null, "only http and https are asked");
        }

        var authority = AuthorityOf(text);
        if (address.UserInfo.Length > 0 || authority.Contains('@', StringComparison.Ordinal))
        {
            return (null, "an address may hold no credentials");
        }

        // 2130706433, 0x7f.1 and 0177.0.0.1 are 127.0.0.1 to some: an address has one spelling.
        if (address.HostNameType == UriHostNameType.IPv4 && HostName.Of(authority) != address.Host)
        {
            return (null, "its host is an address in an unusual spelling");
        }

        if (Ascii(address) is not { } ascii)
        {
            return (null, "it is no address of a web page");
        }

        return IsRefused(address.Host) || IsRefused(ascii)
            ? (null, "its host is not of the open internet")
            : (new UriBuilder(address) { Fragment = "" }.Uri, null);
    }

    /// <summary>The host as it is asked for; null where a label is too long for that, which the parser lets through.</summary>
    private static string? Ascii(Uri address)
    {
        try
        {
            return address.IdnHost;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }

    // Without addresses to judge, all that is left of a host that may be asked is that it is not resolved yet.
    private static bool IsRefused(string host) => PublicDestination.Judge(host, Array.Empty<IPAddress>()) != DestinationVerdict.Unresolved;

    private static string AuthorityOf(string text)
    {
        var rest = text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..].TrimStart('/');
        return rest.IndexOfAny(['/', '?', '#']) is >= 0 and var end ? rest[..end] : rest;
    }
}
