using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Models.Calls;

namespace Moltbot.Models.Search;

/// <summary>Perplexity's models, by its own chat completions or by OpenRouter's.</summary>
internal static class PerplexitySearch
{
    private const string Own = "https://api.perplexity.ai";
    private const string OpenRouter = "https://openrouter.ai/api/v1";
    private const string OwnPrefix = "perplexity/";

    public static PublicCall Call(SearchAccount account, SearchQuery query)
    {
        var root = (account.BaseUrl?.AbsoluteUri ?? (account.ApiKey.StartsWith("pplx-", StringComparison.Ordinal) ? Own : OpenRouter)).TrimEnd('/');

        // OpenRouter's name of a model begins with its maker.
        var model = root == Own && account.Model.StartsWith(OwnPrefix, StringComparison.Ordinal) ? account.Model[OwnPrefix.Length..] : account.Model;
        return new PublicCall
        {
            Method = "POST",
            Address = new Uri(root + "/chat/completions"),
            Headers = [KeyValuePair.Create("Authorization", "Bearer " + account.ApiKey)],
            ContentType = "application/json",
            Body = new JsonObject { ["model"] = model, ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = query.Text }) }.ToJsonString(),
            Timeout = account.Timeout,
        };
    }

    /// <summary>The words of the first choice, with the sources that there are addresses of.</summary>
    public static SearchAnswer Read(JsonElement answer, int count)
    {
        var words = WebSearch.Text(answer.GetProperty("choices")[0].GetProperty("message"), "content") ?? throw new JsonException("a choice has words");
        return new SearchAnswer(words, answer.TryGetProperty("citations", out var citations) && citations.ValueKind == JsonValueKind.Array
            ? [.. citations.EnumerateArray()
                .Select(static citation => citation.ValueKind == JsonValueKind.String ? WebSearch.PageAt(citation.GetString()) : null)
                .OfType<Uri>().Take(count).Select(static address => new SearchResult(address))]
            : []);
    }
}
