using Moltbot.Protocol.Runners;

namespace Moltbot.Grains.Agents.Tools;

/// <summary>What a runner answered, or why it did not.</summary>
/// <param name="Kind">Which of these.</param>
/// <param name="Why">Why there is no answer.</param>
/// <param name="Result">The answer.</param>
internal sealed record RunnerAnswer(RunnerAnswerKind Kind, string? Why = null, ToolRunResult? Result = null);
