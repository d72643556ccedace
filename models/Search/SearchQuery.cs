namespace Moltbot.Models.Search;

/// <summary>What is looked for. Of all but the text Perplexity takes nothing.</summary>
/// <param name="Text">The words.</param>
public sealed record SearchQuery(string Text)
{
    /// <summary>Most pages, 1 to 10.</summary>
    public int Count { get; init; } = 5;

    /// <summary>The country of the pages, two letters; null for any.</summary>
    public string? Country { get; init; }

    /// <summary>The language of the pages, such as <c>de</c>; null for any.</summary>
    public string? Language { get; init; }

    /// <summary>How new they are: <c>pd</c>, <c>pw</c>, <c>pm</c>, <c>py</c> or <c>2026-01-01to2026-01-31</c>; null for any.</summary>
    public string? Freshness { get; init; }
}
