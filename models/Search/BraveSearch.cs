using System.Globalization;
using System.Text.Json;
using Moltbot.Models.Calls;

namespace Moltbot.Models.Search;

/// <summary>Brave's web search.</summary>
internal static class BraveSearch
{
    private const string Endpoint = "https://api.search.brave.com/res/v1/web/search";

    public static PublicCall Call(SearchAccount account, SearchQuery query)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"{Endpoint}?q={Uri.EscapeDataString(query.Text)}&count={query.Count}")
            + Parameter("country", query.Country) + Parameter("search_lang", query.Language) + Parameter("freshness", query.Freshness);
        return new PublicCall
        {
            Method = "GET",
            Address = new Uri(address),
            Headers = [KeyValuePair.Create("Accept", "application/json"), KeyValuePair.Create("X-Subscription-Token", account.ApiKey)],
            Timeout = account.Timeout,
        };
    }

    /// <summary>The pages of an answer; an answer without <c>web</c> found none.</summary>
    public static SearchAnswer Read(JsonElement answer, int count)
    {
        if (answer.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("an answer is an object");
        }

        return new SearchAnswer(null, answer.TryGetProperty("web", out var web) && web.TryGetProperty("results", out var results)
            ? [.. results.EnumerateArray().Select(Page).OfType<SearchResult>().Take(count)]
            : []);
    }

    private static SearchResult? Page(JsonElement result) => WebSearch.PageAt(WebSearch.Text(result, "url")) is { } address
        ? new SearchResult(address, WebSearch.Text(result, "title"), WebSearch.Text(result, "description"), WebSearch.Text(result, "age"))
        : null;

    private static string Parameter(string name, string? value) => value is null ? "" : $"&{name}={Uri.EscapeDataString(value)}";
}
