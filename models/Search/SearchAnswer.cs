namespace Moltbot.Models.Search;

/// <summary>What a service answered.</summary>
/// <param name="Text">Its answer in words; null where it gives pages only.</param>
/// <param name="Results">The pages, the best first.</param>
public sealed record SearchAnswer(string? Text, IReadOnlyList<SearchResult> Results);
