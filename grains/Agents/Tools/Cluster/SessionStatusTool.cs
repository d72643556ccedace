using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Sessions;

namespace Moltbot.Grains.Agents.Tools.Cluster;

/// <summary><c>session_status</c>: what <c>/status</c> tells a person of the session, for its model.</summary>
internal sealed class SessionStatusTool(IGrainFactory grains) : IClusterToolAnswer
{
    public static ClusterTool Declared { get; } = ClusterTool.Of(
        "session_status", "Tells of this session: its model, levels, tokens and queue.", """
        {"type":"object","properties":{},"additionalProperties":false}
        """) with { IsForPrograms = true };

    public ClusterTool Tool => Declared;

    public async Task<ToolResult> Answer(ToolContext context, ToolVerdict verdict, ToolArguments arguments, CancellationToken cancellationToken)
    {
        SessionStanding? standing = await grains.GetGrain<ISessionGrain>(GrainKey.ForSession(context.Tenant, context.SessionKey).ToString()).Status();
        return standing is null
            ? ToolResult.NotRun("there is no such session: nothing was said in it yet, or it is gone")
            : ToolJson.Result(ToolJson.Of(
                ("sessionKey", context.SessionKey),
                ("agentId", context.AgentId),
                ("model", standing.Model),
                ("messages", standing.Messages),
                ("tokens", standing.Tokens is { } used
                    ? ToolJson.Of(("input", used.Input + used.CacheRead + used.CacheWrite), ("output", used.Output))
                    : null),
                ("contextWindow", standing.ContextWindow is > 0 and var window ? window : null),
                ("compactions", standing.Compactions),
                ("thinkingLevel", standing.ThinkingLevel),
                ("verboseLevel", standing.VerboseLevel),
                ("queue", ToolJson.Of(("mode", standing.QueueMode), ("waiting", standing.Waiting)))));
    }
}
