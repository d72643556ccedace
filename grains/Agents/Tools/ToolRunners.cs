using Moltbot.Grains.Agents.Tools.Cluster;

namespace Moltbot.Grains.Agents.Tools;

/// <summary>Brings each call to who does it: the cluster what is the cluster's, a runner all else.</summary>
internal sealed class ToolRunners(RunnerTools runners, ClusterTools cluster) : IToolRunner
{
    /// <inheritdoc/>
    public Task<ToolResult> Run(ToolContext context, ToolCall call, ToolVerdict verdict, CancellationToken cancellationToken) =>
        ClusterToolCatalog.Find(call.Name) is null
            ? runners.Run(context, call, verdict, cancellationToken)
            : cluster.Run(context, call, verdict, cancellationToken);
}
