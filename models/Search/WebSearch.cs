using System.Text.Json;
using Moltbot.Models.Calls;

namespace Moltbot.Models.Search;

/// <inheritdoc cref="IWebSearch"/>
internal sealed class WebSearch(IPublicCalls calls) : IWebSearch
{
    public async Task<SearchAnswer> SearchAsync(SearchAccount account, SearchQuery query, CancellationToken cancellationToken)
    {
        var isBrave = account.Service == SearchService.Brave;
        var call = isBrave ? BraveSearch.Call(account, query) : PerplexitySearch.Call(account, query);
        var text = await calls.SendAsync(call, cancellationToken);
        try
        {
            using var answer = JsonDocument.Parse(text);
            return isBrave ? BraveSearch.Read(answer.RootElement, query.Count) : PerplexitySearch.Read(answer.RootElement, query.Count);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new PublicCallException($"{call.Address.Host} answered something else than what was found", mayHaveHadEffect: true);
        }
    }

    /// <summary>The page at an address of the web; null for anything else.</summary>
    internal static Uri? PageAt(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var page) && (page.Scheme == Uri.UriSchemeHttp || page.Scheme == Uri.UriSchemeHttps) && page.UserInfo.Length == 0 ? page : null;

    /// <summary>A text of an answer; null where it is none.</summary>
    internal static string? Text(JsonElement holder, string name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
