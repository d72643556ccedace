using Moltbot.GrainInterfaces.Nodes;

namespace Moltbot.Grains.Agents.Tools;

/// <summary>What came of a command to a node.</summary>
/// <param name="Kind">How far it came; where there is an outcome, that may be a failure or an unknown end.</param>
/// <param name="Why">Why there is no outcome.</param>
/// <param name="Outcome">How it ended.</param>
internal sealed record NodeAnswer(RunnerAnswerKind Kind, string? Why = null, NodeInvokeOutcome? Outcome = null);
