using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Policy;

namespace Moltbot.Grains.Agents.Tools.Cluster;

/// <summary>Has the cluster answer a call: on record first, by grains of the tenant of the turn.</summary>
internal sealed class ClusterTools(IGrainFactory grains, IEnumerable<IClusterToolAnswer> answers, TimeProvider time) : IToolRunner
{
    private readonly Dictionary<string, IClusterToolAnswer> _answers = answers.ToDictionary(static answer => answer.Tool.Name, StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task<ToolResult> Run(ToolContext context, ToolCall call, ToolVerdict verdict, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        IClusterToolAnswer answer = _answers[call.Name];
        var arguments = new ToolArguments(call.ArgumentsJson, answer.Tool.Declaration);
        if (arguments.Problem is { } problem)
        {
            return ToolResult.NotRun(problem);
        }

        string callId = Guid.NewGuid().ToString();
        await grains.GetGrain<IAuditGrain>(context.Tenant).Append(
            [Auditing.ToolRun(time, context, call.Name, callId)]);
        return await answer.Answer(context.For(call) with { CallId = callId }, verdict, arguments, cancellationToken);
    }
}
