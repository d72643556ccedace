namespace Moltbot.Grains.Agents.Tools.Cluster;

/// <summary>Answers the calls of one <see cref="ClusterTool"/>.</summary>
internal interface IClusterToolAnswer
{
    /// <summary>Which tool.</summary>
    ClusterTool Tool { get; }

    /// <summary>Answers a call that was decided and is on record.</summary>
    /// <param name="context">For whom: tenant, agent and session are these, whatever the arguments say.</param>
    /// <param name="verdict">What was decided, with the place where the session's tools run.</param>
    /// <param name="arguments">What the model wrote.</param>
    /// <param name="cancellationToken">Ends the waiting for others, where the tool does; what is begun is not undone.</param>
    Task<ToolResult> Answer(ToolContext context, ToolVerdict verdict, ToolArguments arguments, CancellationToken cancellationToken);
}
