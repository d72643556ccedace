namespace Moltbot.Models.Search;

/// <summary>Who is asked what the web says.</summary>
public enum SearchService
{
    /// <summary>Brave Search: a list of pages (<see href="https://api-dashboard.search.brave.com/app/documentation/web-search/get-started"/>).</summary>
    Brave,

    /// <summary>Perplexity, there or where its models are offered: an answer with its sources.</summary>
    Perplexity,
}
