using Moltbot.Models.Calls;
using Moltbot.Models.Search;

namespace Moltbot.Models.Tests.Search;

/// <summary>How services are asked what the web says, and what of their answers counts.</summary>
public sealed class WebSearchTests : IPublicCalls
{
    private static readonly SearchAccount Brave = new(SearchService.Brave, "the-key") { Timeout = TimeSpan.FromSeconds(7) };
    private static readonly SearchAccount Perplexity = new(SearchService.Perplexity, "pplx-key");

    private PublicCall _asked = null!;
    private string _answer = "{}";

    public Task<string> SendAsync(PublicCall call, CancellationToken cancellationToken)
    {
        _asked = call;
        return Task.FromResult(_answer);
    }

    [Fact]
    public async Task Brave_is_asked_with_the_key_in_a_header_and_the_words_escaped()
    {
        await Ask(Brave, new SearchQuery("milk & honey?#") { Count = 3, Country = "DE", Language = "de", Freshness = "2026-01-01to2026-01-31" });

        (_asked.Method, _asked.Address.AbsoluteUri, _asked.Timeout).ShouldBe((
            "GET",
            "https://api.search.brave.com/res/v1/web/search?q=milk%20%26%20honey%3F%23&count=3&country=DE&search_lang=de&freshness=2026-01-01to2026-01-31",
            TimeSpan.FromSeconds(7)));
        _asked.Headers.ShouldContain(KeyValuePair.Create("X-Subscription-Token", "the-key"));
        _asked.Body.ShouldBeNull();

        await Ask(Brave, new SearchQuery("milk"));
        _asked.Address.Query.ShouldBe("?q=milk&count=5");
    }

    [Theory]
    [InlineData("pplx-key", null, "perplexity/sonar-pro", "https://api.perplexity.ai/chat/completions", "sonar-pro")]
    [InlineData("pplx-key", null, "sonar", "https://api.perplexity.ai/chat/completions", "sonar")]
    [InlineData("sk-or-key", null, "perplexity/sonar-pro", "https://openrouter.ai/api/v1/chat/completions", "perplexity/sonar-pro")]
    [InlineData("pplx-key", "https://proxy.example/v1/", "perplexity/sonar", "https://proxy.example/v1/chat/completions", "perplexity/sonar")]
    [InlineData("any", "https://api.perplexity.ai", "perplexity/sonar", "https://api.perplexity.ai/chat/completions", "sonar")]
    public async Task Perplexity_is_asked_where_its_key_is_from_under_the_name_that_is_known_there(string key, string? baseUrl, string model, string address, string named)
    {
        _answer = """{"choices":[{"message":{"content":"milk"}}]}""";

        await Ask(new SearchAccount(SearchService.Perplexity, key) { BaseUrl = baseUrl is null ? null : new Uri(baseUrl), Model = model }, new SearchQuery("where is \"milk\""));

        (_asked.Method, _asked.Address.AbsoluteUri).ShouldBe(("POST", address));
        _asked.Headers.ShouldBe([KeyValuePair.Create("Authorization", "Bearer " + key)]);
        using var body = System.Text.Json.JsonDocument.Parse(_asked.Body!);
        body.RootElement.GetProperty("model").GetString().ShouldBe(named);
        body.RootElement.GetProperty("messages")[0].GetProperty("content").GetString().ShouldBe("where is \"milk\"");
    }

    [Fact]
    public async Task Pages_are_what_has_an_address_of_the_web()
    {
        _answer = """
            {"web":{"results":[
              {"title":"One","url":"https://one.example/a","description":"of <b>milk</b>","age":"2 days ago","extra":1},
              {"title":"No address"},{"url":"javascript:alert(1)"},{"url":"file:///etc/passwd"},{"url":"https://user:pass@two.example/"},{"url":7},"text",
              {"url":"http://two.example","title":null},
              {"url":"https://three.example/"}]}}
            """;

        SearchAnswer answer = await Ask(Brave, new SearchQuery("milk") { Count = 2 });

        answer.Text.ShouldBeNull();
        answer.Results.ShouldBe([
            new SearchResult(new Uri("https://one.example/a"), "One", "of <b>milk</b>", "2 days ago"),
            new SearchResult(new Uri("http://two.example"))]);
    }

    [Fact]
    public async Task An_answer_in_words_has_its_sources()
    {
        _answer = """{"choices":[{"message":{"content":"In the fridge [1]."}}],"citations":["https://one.example/",7,"mailto:a@b","https://two.example/"]}""";

        SearchAnswer answer = await Ask(Perplexity, new SearchQuery("milk"));

        answer.Text.ShouldBe("In the fridge [1].");
        answer.Results.Select(static page => page.Address.AbsoluteUri).ShouldBe(["https://one.example/", "https://two.example/"]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"web":{}}""")]
    [InlineData("""{"web":{"results":[]}}""")]
    public async Task Nothing_found_is_an_answer_of_Brave(string answer)
    {
        _answer = answer;
        (await Ask(Brave, new SearchQuery("milk"))).Results.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(SearchService.Brave, "<html>", "api.search.brave.com")]
    [InlineData(SearchService.Brave, "[]", "api.search.brave.com")]
    [InlineData(SearchService.Brave, """{"web":[]}""", "api.search.brave.com")]
    [InlineData(SearchService.Brave, """{"web":{"results":{}}}""", "api.search.brave.com")]
    [InlineData(SearchService.Perplexity, "{}", "api.perplexity.ai")]
    [InlineData(SearchService.Perplexity, """{"choices":[]}""", "api.perplexity.ai")]
    [InlineData(SearchService.Perplexity, """{"choices":[{"message":{"content":null}}]}""", "api.perplexity.ai")]
    public async Task What_is_no_answer_is_told_without_its_words(SearchService service, string answer, string host)
    {
        _answer = answer;

        PublicCallException failed = await Should.ThrowAsync<PublicCallException>(() => Ask(service == SearchService.Brave ? Brave : Perplexity, new SearchQuery("milk")));

        (failed.Message, failed.MayHaveHadEffect).ShouldBe(($"{host} answered something else than what was found", true));
    }

    private Task<SearchAnswer> Ask(SearchAccount account, SearchQuery query) => new WebSearch(this).SearchAsync(account, query, CancellationToken.None);
}
