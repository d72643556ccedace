using Microsoft.Extensions.AI;

namespace Moltbot.Grains.Agents.Tools;

/// <summary>Offers no tool and refuses every call.</summary>
internal sealed class NoTools : IToolDecider, IToolRunner
{
    private static readonly ToolVerdict Refusal = new(ToolDecision.Refuse, "tool not available");

    public IReadOnlyList<AITool> Offered(AgentTask task) => [];

    public ValueTask<ToolVerdict> Decide(AgentTask task, ToolCall call, CancellationToken cancellationToken) => ValueTask.FromResult(Refusal);

    public Task<ToolVerdict> Ask(AgentTask task, ToolCall call, CancellationToken cancellationToken) => Task.FromResult(Refusal);

    public Task<ToolResult> Run(AgentTask task, ToolCall call, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("no tool is offered, so none was decided to run");
}
