namespace Moltbot.Models.Catalog;

/// <summary>A row of <c>models.list</c> (protocol.md §5.1).</summary>
/// <param name="Id">The model's id at its provider.</param>
/// <param name="Name">What people see.</param>
/// <param name="Provider">The provider's id.</param>
/// <param name="ContextWindow">Tokens; null = unknown.</param>
/// <param name="Reasoning">Whether it can reason before it answers.</param>
/// <param name="Input">What it reads: <c>text</c>, <c>image</c>.</param>
public sealed record ModelEntry(
    string Id, string Name, string Provider, int? ContextWindow, bool Reasoning, IReadOnlyList<string> Input);
