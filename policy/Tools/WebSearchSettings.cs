using Moltbot.Policy.Configuration;

namespace Moltbot.Policy.Tools;

/// <summary>What the configuration says of <c>web_search</c> (<c>tools.web.search</c>).</summary>
/// <param name="IsPerplexity">Whether Perplexity is asked (<c>provider</c>), else Brave.</param>
/// <param name="ApiKey">The key of whoever is asked.</param>
/// <param name="MaxResults">Pages of an answer where the call does not say, 1 to 10; 5 where nothing is said.</param>
/// <param name="TimeoutSeconds">Seconds that an answer may take, 1 to 120; 30 where nothing is said.</param>
/// <param name="BaseUrl">Where Perplexity is asked, https; null for where its key is from.</param>
/// <param name="Model">Perplexity's model; null for the usual one.</param>
public sealed record WebSearchSettings(bool IsPerplexity, string ApiKey, int MaxResults, int TimeoutSeconds, Uri? BaseUrl, string? Model)
{
    /// <summary>Most pages of an answer.</summary>
    public const int MostResults = 10;

    /// <summary>Reads them; null where agents have no search, with why.</summary>
    /// <param name="document">The configuration.</param>
    /// <param name="missing">Why there is none.</param>
    public static WebSearchSettings? Of(ConfigDocument document, out string? missing)
    {
        var search = document.Section("tools", "web").Section("search");
        var perplexity = search.Section("perplexity");
        var isPerplexity = search.String("provider") == "perplexity";
        var key = isPerplexity ? perplexity.Text("apiKey") : search.Text("apiKey");
        var address = isPerplexity ? perplexity.Text("baseUrl") : null;
        Uri? baseUrl = null;
        missing = search.Bool("enabled") == false ? "it is switched off (tools.web.search.enabled)"
            : key is null ? $"nobody is asked: there is no {(isPerplexity ? "tools.web.search.perplexity.apiKey" : "tools.web.search.apiKey")}"
            : key.Any(static c => c is <= ' ' or >= '\x7f') ? "its key holds what no key does (tools.web.search)"
            : address is not null && !IsAddress(address, out baseUrl) ? "tools.web.search.perplexity.baseUrl is no https address"
            : null;
        return missing is not null ? null : new WebSearchSettings(
            isPerplexity,
            key!,
            Math.Clamp(search.Int("maxResults") ?? 5, 1, MostResults),
            Math.Clamp(search.Int("timeoutSeconds") ?? 30, 1, 120),
            baseUrl,
            isPerplexity ? perplexity.Text("model") : null);
    }

    // The key goes there: never in the clear, and nothing beside the path.
    private static bool IsAddress(string text, out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address)
        && address.Scheme == Uri.UriSchemeHttps && address.UserInfo.Length == 0 && address.Query.Length == 0 && address.Fragment.Length == 0;
}
