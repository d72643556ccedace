using Moltbot.Policy.Configuration;
using Moltbot.Policy.Tools;

namespace Moltbot.Policy.Tests.Tools;

/// <summary>Who is asked what the web says, and where nobody is, why.</summary>
public sealed class WebSearchSettingsTests
{
    [Theory]
    [InlineData("""{ "apiKey": "k" }""", false, "k", 5, 30, null, null)]
    [InlineData("""{ "apiKey": " k ", "provider": "brave", "enabled": true, "maxResults": 3, "timeoutSeconds": 9 }""", false, "k", 3, 9, null, null)]
    [InlineData("""{ "apiKey": "k", "maxResults": 99, "timeoutSeconds": 999, "perplexity": { "baseUrl": "http://x", "model": "m" } }""", false, "k", 10, 120, null, null)]
    [InlineData("""{ "apiKey": "k", "maxResults": 0, "timeoutSeconds": 0 }""", false, "k", 1, 1, null, null)]
    [InlineData("""{ "provider": "perplexity", "apiKey": "b", "perplexity": { "apiKey": "p" } }""", true, "p", 5, 30, null, null)]
    [InlineData("""{ "provider": "perplexity", "perplexity": { "apiKey": "p", "baseUrl": "https://x.example/v1", "model": "m" } }""", true, "p", 5, 30, "https://x.example/v1", "m")]
    public void It_is_read(string search, bool isPerplexity, string key, int results, int seconds, string? baseUrl, string? model) =>
        Of(search).ShouldBe((new WebSearchSettings(isPerplexity, key, results, seconds, baseUrl is null ? null : new Uri(baseUrl), model), null));

    [Theory]
    [InlineData("{}", "nobody is asked: there is no tools.web.search.apiKey")]
    [InlineData("""{ "apiKey": " " }""", "nobody is asked: there is no tools.web.search.apiKey")]
    [InlineData("""{ "enabled": false, "apiKey": "k" }""", "it is switched off (tools.web.search.enabled)")]
    [InlineData("""{ "provider": "perplexity", "apiKey": "k" }""", "nobody is asked: there is no tools.web.search.perplexity.apiKey")]
    [InlineData("""{ "apiKey": "k\r\nHost: evil" }""", "its key holds what no key does (tools.web.search)")]
    [InlineData("""{ "apiKey": "kä" }""", "its key holds what no key does (tools.web.search)")]
    [InlineData("""{ "provider": "perplexity", "perplexity": { "apiKey": "p", "baseUrl": "http://x.example" } }""", "tools.web.search.perplexity.baseUrl is no https address")]
    [InlineData("""{ "provider": "perplexity", "perplexity": { "apiKey": "p", "baseUrl": "https://a:b@x.example" } }""", "tools.web.search.perplexity.baseUrl is no https address")]
    [InlineData("""{ "provider": "perplexity", "perplexity": { "apiKey": "p", "baseUrl": "https://x.example/?a" } }""", "tools.web.search.perplexity.baseUrl is no https address")]
    [InlineData("""{ "provider": "perplexity", "perplexity": { "apiKey": "p", "baseUrl": "https://x.example/#a" } }""", "tools.web.search.perplexity.baseUrl is no https address")]
    [InlineData("""{ "provider": "perplexity", "perplexity": { "apiKey": "p", "baseUrl": "x" } }""", "tools.web.search.perplexity.baseUrl is no https address")]
    public void Where_there_is_none_it_says_why(string search, string missing) => Of(search).ShouldBe((null, missing));

    private static (WebSearchSettings? Settings, string? Missing) Of(string search) =>
        (WebSearchSettings.Of(ConfigDocument.Restore($$"""{ "tools": { "web": { "search": {{search}} } } }""", "", 1), out string? missing), missing);
}
