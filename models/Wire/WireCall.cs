using Microsoft.Extensions.AI;
using Moltbot.Models.Providers;

namespace Moltbot.Models.Wire;

/// <summary>One call, with everything a wire needs to write it.</summary>
/// <param name="ModelId">The model's id at the provider.</param>
/// <param name="Model">What is configured about it; null when it is not listed.</param>
/// <param name="Messages">The conversation.</param>
/// <param name="Options">The caller's options.</param>
/// <param name="Origin">Marks what only this credential of this provider can read again (<see cref="ProtectedReasoning"/>).</param>
internal sealed record WireCall(
    string ModelId, ModelOptions? Model, IReadOnlyList<ChatMessage> Messages, ChatOptions Options, string Origin)
{
    // A model that is configured with a huge limit is not meant to use it in every answer.
    private const int UsualMaxTokens = 32_000;

    /// <summary>The limit to send; null = none is known.</summary>
    public int? MaxTokens => Options.MaxOutputTokens ?? (Model?.MaxTokens is { } most ? Math.Min(most, UsualMaxTokens) : null);

    /// <summary>The effort to ask for; null when none was, or the model is known not to reason.</summary>
    public ReasoningEffort? Effort =>
        Options.Reasoning?.Effort is { } effort && effort != ReasoningEffort.None && Model is not { Reasoning: false } ? effort : null;

    /// <summary>The tools that can be described to a model.</summary>
    public IEnumerable<AIFunctionDeclaration> Functions => Options.Tools?.OfType<AIFunctionDeclaration>() ?? [];
}
