using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Nodes;
using Moltbot.GrainInterfaces.Policy;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Agents;
using Moltbot.Grains.Agents.Tools.Mcp;
using Moltbot.Grains.Tenants;
using Moltbot.Policy.Models;
using Moltbot.Policy.Sessions;
using Moltbot.Policy.Tools;
using Moltbot.Policy.Tools.Explanations;
using Moltbot.Policy.Tools.Mcp;

namespace Moltbot.Grains.Policy;

/// <summary>Compiles an agent's tool policy once for each version of the configuration and decides by it.</summary>
internal sealed class ToolPolicyGrain(ITenantConfigurations configurations, McpCatalog servers, ModelSelector models, TimeProvider time) : TenantGrain(time), IToolPolicyGrain
{
    private TenantConfiguration? _configuration;
    private AgentToolPolicy? _policy;
    private PlaceRules? _places;

    public async Task<IReadOnlyList<ToolPermission>> Decide(ToolUse use, IReadOnlyList<string> tools) => Permissions(await Policy(), use, tools);

    public async Task<ToolOffer> Offer(ToolUse use, IReadOnlyList<string> tools)
    {
        AgentToolPolicy policy = await Policy();
        return new ToolOffer
        {
            Permissions = Permissions(policy, use, tools),
            Place = ToolReports.Place(policy, _places!, use.SessionKey),
            Configuration = _configuration!.Version,
        };
    }

    public async Task<ToolReport> Explain(ToolUse use, string tool)
    {
        AgentToolPolicy policy = await Policy();
        ToolUse complete = await Complete(use, policy.AgentId);
        return ToolReports.Report(
            ToolExplanation.Of(policy, ToolReports.Situation(complete), tool), complete, policy.IsSandboxed(complete.SessionKey));
    }

    public async Task<ToolOverview> ExplainAll(ToolUse use)
    {
        AgentToolPolicy policy = await Policy();
        ToolUse complete = await Complete(use, policy.AgentId);
        string? execHost = complete.SessionKey is { } key ? (await Peer<ISessionGrain>(GrainKey.ForSession(Tenant, key)).Entry())?.Settings.ExecHost : null;
        ToolSituation situation = ToolReports.Situation(complete);
        ToolPlace place = ToolReports.Place(policy, _places!, complete.SessionKey);
        bool hasRunner = await Peer<INodeRouteGrain>().HasRunner(), hasChannels = _configuration!.Document.Channels.Ids.Count > 0;

        // Nobody waits here for servers: whoever asks next is told what they said meanwhile.
        McpListing said = hasRunner ? await servers.Tools(Tenant, policy.AgentId, waits: false) : McpListing.None;
        return new ToolOverview
        {
            Use = complete,
            IsSandboxed = place.IsSandboxed,
            HasRunner = hasRunner,
            Tools =
            [
                .. ToolVocabulary.Core.Tools.Select(tool => ToolReports.Standing(
                    ToolExplanation.Of(policy, situation, tool), ToolReports.Missing(tool, complete.SessionKey, hasRunner, hasChannels, place, execHost))),
                .. said.Tools.Select(tool => ToolReports.Standing(ToolExplanation.Of(policy, situation, tool.Name), null)),
                .. said.Silent.Select(server => ToolReports.Standing(
                    ToolExplanation.Of(policy, situation, $"{McpNames.Prefix}{server}_*"), $"the MCP server {server} has not said what tools it has")),
            ],
        };
    }

    public async Task<SandboxReport> ExplainSandbox(string sessionKey)
    {
        AgentToolPolicy policy = await Policy();
        return ToolReports.Report(SandboxExplanation.Of(_configuration!.Document, policy, sessionKey), await Peer<INodeRouteGrain>().HasRunner());
    }

    private static IReadOnlyList<ToolPermission> Permissions(AgentToolPolicy policy, ToolUse use, IReadOnlyList<string> tools)
    {
        ToolScope scope = policy.For(ToolReports.Situation(use));
        return [.. tools.Select(tool => ToolReports.Permission(tool, scope.Decide(tool)))];
    }

    private async ValueTask<AgentToolPolicy> Policy()
    {
        TenantConfiguration configuration = await configurations.Get(Tenant);
        if (_policy is null || _configuration?.Version != configuration.Version)
        {
            (_policy, _configuration) = (new AgentToolPolicy(configuration.Document, Key.Rest), configuration);
            _places = PlaceRules.Of(configuration.Document, Key.Rest, models.ForPictures(Tenant, configuration.Document, Key.Rest));
        }

        return _policy;
    }

    /// <summary>Adds what the session and the agent are known by, where the question says nothing.</summary>
    private async Task<ToolUse> Complete(ToolUse use, string agentId)
    {
        SessionEntry? session = use.SessionKey is { } key ? await Peer<ISessionGrain>(GrainKey.ForSession(Tenant, key)).Entry() : null;
        ModelReference primary = ModelSelector.Primary(_configuration!.Document, agentId);
        bool named = use.Provider is not null;
        return use with
        {
            SpawnedBy = use.SpawnedBy ?? session?.SpawnedBy,
            Provider = use.Provider ?? session?.Settings.ProviderOverride ?? primary.Provider,
            Model = use.Model ?? (named ? null : session?.Settings.ModelOverride ?? primary.Model),
            Channel = use.Channel ?? session?.Channel,
            Account = use.Account ?? session?.LastRoute?.Account,
            GroupId = use.GroupId ?? GroupOf(session),
        };
    }

    // The key has the group's id in lower case; the platform may write it otherwise.
    private static string? GroupOf(SessionEntry? session) =>
        session?.LastRoute is { } route && GroupSessionKey.Parse(session.Key) is { } group
            && string.Equals(group.Id, route.ChatId, StringComparison.OrdinalIgnoreCase)
            ? route.ChatId
            : null;
}
