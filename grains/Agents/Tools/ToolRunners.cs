using Moltbot.Grains.Agents.Tools.Cluster;

namespace Moltbot.Grains.Agents.Tools;

/// <summary>Brings each call to who does it: the cluster what is the cluster's and the files of skills, a runner all else.</summary>
internal sealed class ToolRunners(RunnerTools runners, ClusterTools cluster, SkillReads skills) : IToolRunner
{
    /// <inheritdoc/>
    public Task<ToolResult> Run(ToolContext context, ToolCall call, ToolVerdict verdict, CancellationToken cancellationToken) =>
        SkillReads.IsMeant(call) ? skills.Read(context, call, cancellationToken)
        : ClusterToolCatalog.Find(call.Name) is null ? runners.Run(context, call, verdict, cancellationToken)
        : cluster.Run(context, call, verdict, cancellationToken);
}
