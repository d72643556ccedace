using Microsoft.Extensions.AI;
using Moltbot.Models.Usage;

namespace Moltbot.Models.Failover;

/// <summary>A whole answer: who gave it, what was said and what it cost.</summary>
/// <param name="Provider">The provider that answered.</param>
/// <param name="Model">The model that answered.</param>
/// <param name="Profile">The credential it answered to; keep it as the session's preferred profile.</param>
/// <param name="Response">Text, reasoning, tool calls and the finish reason.</param>
/// <param name="Usage">Tokens counted by the provider for the attempt that answered.</param>
/// <param name="Cost">US dollars; null when the model has no configured price.</param>
/// <param name="Attempts">Every attempt in order, the answering one last.</param>
public sealed record ModelAnswer(
    string Provider, string Model, string? Profile, ChatResponse Response, TokenUsage Usage, decimal? Cost,
    IReadOnlyList<ModelAttempt> Attempts);
