namespace Moltbot.Policy.Addresses;

/// <summary>May a page of this origin open a connection (attacks A1, A12, B1)? The original does not ask.</summary>
/// <param name="AllowedOrigins">Origins the operator listed, <c>https://chat.example.com</c> say; compare without case.</param>
public sealed record OriginPolicy(IReadOnlyList<string> AllowedOrigins)
{
    public static readonly OriginPolicy SameHostOnly = new([]);

    /// <param name="originHeader">The Origin header; clients that are no browsers send none, and are judged by their secret alone.</param>
    /// <param name="hostHeader">The Host header.</param>
    /// <remarks>
    /// A page of the same host is let in where the host is this machine or a plain address. A host <i>name</i> has to be
    /// listed: a foreign name can be made to resolve to us, and would then be its own "same host".
    /// </remarks>
    public bool Allows(string? originHeader, string? hostHeader)
    {
        if (originHeader is null)
        {
            return true;
        }

        var text = originHeader.Trim();
        if (!Uri.TryCreate(text, UriKind.Absolute, out var origin)
            || (origin.Scheme != Uri.UriSchemeHttp && origin.Scheme != Uri.UriSchemeHttps)
            || origin.PathAndQuery != "/" || origin.UserInfo.Length > 0)
        {
            return false;
        }

        if (AllowedOrigins.Any(allowed => string.Equals(allowed.Trim().TrimEnd('/'), text.TrimEnd('/'), StringComparison.OrdinalIgnoreCase)))
        {
            return true;
        }

        var isNameProof = HostName.IsLocal(hostHeader) || IpText.Parse(hostHeader) is not null;
        return isNameProof && Authority(hostHeader!, origin.Scheme) == Authority(origin.Authority, origin.Scheme);
    }

    private static string Authority(string hostAndPort, string scheme)
    {
        var lowered = hostAndPort.Trim().ToLowerInvariant();
        var defaultPort = scheme == Uri.UriSchemeHttps ? ":443" : ":80";
        return lowered.EndsWith(defaultPort, StringComparison.Ordinal) ? lowered[..^defaultPort.Length] : lowered;
    }
}
