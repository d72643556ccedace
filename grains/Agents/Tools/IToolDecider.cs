using Microsoft.Extensions.AI;

namespace Moltbot.Grains.Agents.Tools;

/// <summary>Says which tools an agent is offered and judges each call. Unknown means no.</summary>
internal interface IToolDecider
{
    /// <summary>The tools that the model is told of.</summary>
    ValueTask<IReadOnlyList<AITool>> Offer(ToolContext context);

    /// <summary>Judges a call before anything is done for it, by what holds at that moment.</summary>
    ValueTask<ToolVerdict> Decide(ToolContext context, ToolCall call, CancellationToken cancellationToken);

    /// <summary>Asks a person; <see cref="ToolDecision.Ask"/> is never the answer.</summary>
    Task<ToolVerdict> Ask(ToolContext context, ToolCall call, CancellationToken cancellationToken);
}
