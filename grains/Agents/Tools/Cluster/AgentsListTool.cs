using System.Text.Json.Nodes;
using Moltbot.Grains.Tenants;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Sessions;

namespace Moltbot.Grains.Agents.Tools.Cluster;

/// <summary>
/// <c>agents_list</c>: the session's own agent, those that <c>tools.agentToAgent</c> lets it deal with, and those that it may spawn for. Of all
/// others it does not hear.
/// </summary>
internal sealed class AgentsListTool(ITenantConfigurations configurations) : IClusterToolAnswer
{
    public static ClusterTool Declared { get; } = ClusterTool.Of(
        "agents_list", "Lists the agents that this session may deal with.", """
        {"type":"object","properties":{},"additionalProperties":false}
        """) with { IsForPrograms = true };

    public ClusterTool Tool => Declared;

    public async Task<ToolResult> Answer(ToolContext context, ToolVerdict verdict, ToolArguments arguments, CancellationToken cancellationToken)
    {
        ConfigDocument document = (await configurations.Get(context.Tenant)).Document;
        AgentToAgentPolicy policy = AgentToAgentPolicy.From(document.Section("tools").Section("agentToAgent"));
        HashSet<string> spawns = [.. SubagentTargets.Of(document, context.AgentId)];
        return ToolJson.Result(ToolJson.Of(
            ("requester", context.AgentId),
            ("agents", new JsonArray([.. document.Agents.Ids.Where(id => spawns.Contains(id) || policy.Allows(context.AgentId, id)).Select(id => Shown(document, id, spawns.Contains(id)))]))));
    }

    private static JsonNode Shown(ConfigDocument document, string id, bool spawns) =>
        ToolJson.Of(("id", id), ("spawn", spawns ? true : null), ("name", document.Agents.IdentityOf(id)?.Name ?? document.Agents.Find(id)?.Name));
}
