namespace Moltbot.Gateway.Channels.Api;

/// <summary>What a broken connection leaves the caller to do.</summary>
internal static class TransportErrors
{
    /// <summary>Only what failed before a connection was there is sure to have had no effect.</summary>
    public static ApiErrorKind KindOf(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError => ApiErrorKind.Unreachable,
        _ => ApiErrorKind.Unknown,
    };
}
