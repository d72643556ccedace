namespace Moltbot.Cli.Connection;

/// <summary>Addresses as people write them.</summary>
internal static class GatewayUrl
{
    /// <summary>Reads <c>ws://…</c>, <c>wss://…</c>, <c>http(s)://…</c> or <c>host:port</c>.</summary>
    /// <param name="text">The address.</param>
    /// <param name="source">Where it was written.</param>
    /// <exception cref="CliException">It is none, or it carries a secret.</exception>
    public static Uri Parse(string text, string source)
    {
        var full = text.Contains("://", StringComparison.Ordinal) ? text : $"ws://{text}";
        if (!Uri.TryCreate(full, UriKind.Absolute, out var url) || url.Host.Length == 0)
        {
            // The text may hold a secret, so it is not repeated.
            throw CliException.Usage($"the address from {source} cannot be read", "write it as ws://HOST:PORT or wss://HOST:PORT");
        }

        if (url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            throw CliException.Usage(
                $"the address from {source} carries more than host, port and path; addresses end up in logs and histories",
                "give the token by --token, MOLTBOT_GATEWAY_TOKEN or the state folder");
        }

        var scheme = url.Scheme switch
        {
            "ws" or "http" => "ws",
            "wss" or "https" => "wss",
            _ => throw CliException.Usage($"a gateway is reached by ws:// or wss://, not {url.Scheme}://"),
        };
        return new UriBuilder(url) { Scheme = scheme, Port = url.IsDefaultPort ? -1 : url.Port }.Uri;
    }

    /// <summary>The address without a slash that says nothing.</summary>
    public static string Show(Uri url) => url.AbsolutePath == "/" ? url.GetLeftPart(UriPartial.Authority) : url.GetLeftPart(UriPartial.Path);
}
