namespace Moltbot.Grains.Agents.Tools;

/// <summary>Has a runner execute a call that was decided. Never called for one that was not.</summary>
internal interface IToolRunner
{
    Task<ToolResult> Run(AgentTask task, ToolCall call, CancellationToken cancellationToken);
}
