namespace Moltbot.Models.Search;

/// <summary>A page, in the service's words: nothing of them is cleaned.</summary>
/// <param name="Address">Where it is: http or https.</param>
/// <param name="Title">What it is called; null where the service does not say.</param>
/// <param name="Description">What it says about what was looked for.</param>
/// <param name="Age">How old it is.</param>
public sealed record SearchResult(Uri Address, string? Title = null, string? Description = null, string? Age = null);
