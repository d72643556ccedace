using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.GrainInterfaces.Subagents;
using Moltbot.Grains.Tenants;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Sessions;

namespace Moltbot.Grains.Agents.Tools.Cluster;

/// <summary>
/// <c>sessions_spawn</c>: a task for a sub-agent, in a session of its own. The rules of the turn that asks hold in it (invariant 1); for which
/// agents is <see cref="SubagentTargets"/>'s to say.
/// </summary>
internal sealed class SessionsSpawnTool(IGrainFactory grains, ITenantConfigurations configurations) : IClusterToolAnswer
{
    private const int MaxTask = 20_000;
    private const int MaxLabel = 64;
    private const int MaxName = 200;

    /// <summary>The longest that any run may take: a day.</summary>
    private const int MaxSeconds = 24 * 60 * 60;

    public static ClusterTool Declared { get; } = ClusterTool.Of(
        "sessions_spawn", "Gives a task to a sub-agent in a session of its own and does not wait; what comes of it is told to this session when it ends.", """
        {"type":"object","properties":{
        "task":{"type":"string","description":"What to do, with all that it needs to know: it sees nothing of this conversation."},
        "label":{"type":"string","description":"A name for its session, unique, at most 64 characters."},
        "agentId":{"type":"string","description":"Another agent that agents_list names with spawn; this one when left out."},
        "model":{"type":"string","description":"A model for it, as provider/model."},
        "thinking":{"type":"string","enum":["off","minimal","low","medium","high","xhigh"],"description":"How long it thinks."},
        "runTimeoutSeconds":{"type":"integer","minimum":0,"maximum":86400,"description":"How long it may take; 0 for the usual time."},
        "cleanup":{"type":"string","enum":["delete","keep"],"description":"Whether its session is deleted once it has reported, or kept for a while; keep when left out."}},
        "required":["task"],"additionalProperties":false}
        """);

    public ClusterTool Tool => Declared;

    public async Task<ToolResult> Answer(ToolContext context, ToolVerdict verdict, ToolArguments arguments, CancellationToken cancellationToken)
    {
        string? task = arguments.Text("task", MaxTask);
        string? label = arguments.Text("label", MaxLabel);
        string? agent = arguments.Text("agentId", MaxName);
        string? model = arguments.Text("model", MaxName);
        string? thinking = arguments.Choice("thinking", ThinkingLevels.All);
        int seconds = arguments.Number("runTimeoutSeconds", 0, MaxSeconds) ?? 0;
        string cleanup = arguments.Choice("cleanup", "delete", "keep") ?? "keep";
        if (task is null)
        {
            arguments.Bad("task", "what the sub-agent is to do");
        }

        if ((arguments.Problem ?? RefusalOf(context)) is { } problem)
        {
            return ToolResult.NotRun(problem);
        }

        ConfigDocument document = (await configurations.Get(context.Tenant)).Document;
        string target = agent is null ? context.AgentId : ConfigIds.Agent(agent);
        if (!SubagentTargets.Of(document, context.AgentId).Contains(target, StringComparer.Ordinal))
        {
            // The same words whether there is none or it is not for this agent.
            return ToolResult.NotRun($"there is no such agent among those that this one may spawn for (agents.list[].subagents.allowAgents): {string.Join(", ", SubagentTargets.Of(document, context.AgentId))}");
        }

        SubagentReceipt receipt = await grains.GetGrain<ISubagentsGrain>(GrainKey.ForSession(context.Tenant, context.SessionKey).ToString()).Spawn(new SubagentOrder
        {
            SessionKey = context.SessionKey,
            SessionId = context.SessionId,
            RunId = context.RunId,
            Task = task!,
            Label = label,
            AgentId = target,
            Model = model,
            Thinking = thinking,
            TimeoutMs = seconds == 0 ? null : seconds * 1000L,
            DeletesSession = cleanup == "delete",
            Bounds = context.BoundsOfCaused,
            ReplyTo = context.ReplyTo,
            Sender = context.Sender,
            Principal = context.Principal,
            IsFromReport = context.IsReport,
        });
        return receipt.Refusal is { } refusal
            ? ToolResult.NotRun(refusal)
            : ToolJson.Result(ToolJson.Of(("status", "accepted"), ("childSessionKey", receipt.SessionKey), ("runId", receipt.RunId)));
    }

    /// <summary>Sub-agents have none of their own, whatever tool policy says.</summary>
    private static string? RefusalOf(ToolContext context) =>
        SessionKeys.IsSubagent(context.SessionKey) ? "a sub-agent has no sub-agents of its own" : null;
}
