using System.Text.Json.Nodes;

namespace Moltbot.Conformance.Cases;

/// <summary>One case with what came of it.</summary>
/// <param name="Id">The case.</param>
/// <param name="Function">The original's function, or what kind of conversation it is.</param>
/// <param name="Status">The outcome.</param>
internal sealed record CaseResult(string Id, string Function, CaseStatus Status)
{
    /// <summary>What was asked for; null unless failed.</summary>
    public JsonNode? Expected { get; init; }

    /// <summary>What came; null unless failed.</summary>
    public JsonNode? Actual { get; init; }

    /// <summary>The first mismatch of a conversation, the reason of a difference, or why it was not run.</summary>
    public string? Detail { get; init; }
}
