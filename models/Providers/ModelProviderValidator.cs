using System.Buffers;

namespace Moltbot.Models.Providers;

/// <summary>Refuses options that cannot work or that would let a configuration forge requests.</summary>
internal static class ModelProviderValidator
{
    private static readonly SearchValues<char> Token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private static readonly HashSet<string> Framing = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Content-Length", "Content-Type", "Transfer-Encoding", "Connection", "Upgrade", "TE", "Trailer", "Expect",
        "Keep-Alive", "Proxy-Authorization", "Proxy-Connection", "Accept-Encoding", "Cookie",
    };

    /// <exception cref="ArgumentException">Names the key and what is allowed, never a value that may be secret.</exception>
    public static void Check(ModelProviderOptions options)
    {
        var at = $"models.providers.{options.Id}";
        if (string.IsNullOrWhiteSpace(options.Id))
        {
            throw Wrong("models.providers", "needs an id for each provider");
        }

        var url = options.BaseUrl;
        if (!url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp))
        {
            throw Wrong($"{at}.baseUrl", "must be an absolute http or https address");
        }

        if (url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            throw Wrong($"{at}.baseUrl", "may not hold user info, a query or a fragment; use apiKey or headers");
        }

        if (url.Scheme != Uri.UriSchemeHttps && !options.AllowPrivateNetwork)
        {
            throw Wrong($"{at}.baseUrl", "must be https; plain http needs the operator's permission");
        }

        if (options.ApiKey is { } key && !IsHeaderValue(key))
        {
            throw Wrong($"{at}.apiKey", "may hold printable ASCII characters only, without spaces at its ends");
        }

        foreach (var (name, value) in options.Headers)
        {
            if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(Token) || Framing.Contains(name))
            {
                throw Wrong($"{at}.headers", "has a name that is not a header name or is set by the system");
            }

            if (!IsHeaderValue(value))
            {
                throw Wrong($"{at}.headers.{name}", "may hold printable ASCII characters only, without spaces at its ends");
            }
        }
    }

    private static bool IsHeaderValue(string value) =>
        !value.AsSpan().ContainsAnyExceptInRange(' ', '~') && value.Length == value.AsSpan().Trim().Length;

    private static ArgumentException Wrong(string key, string what) => new($"{key} {what}.", paramName: null);
}
