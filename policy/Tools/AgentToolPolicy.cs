using System.Collections.Concurrent;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Sandboxes;
using Moltbot.Policy.Sessions;
using Moltbot.Policy.Tools.Groups;
using Moltbot.Policy.Tools.Rules;

namespace Moltbot.Policy.Tools;

/// <summary>
/// Which tools one agent may use by one version of the configuration (security.md §6). Every rule is compiled once, when a
/// situation first needs it; safe to use from several threads.
/// </summary>
public sealed class AgentToolPolicy
{
    private readonly ConcurrentDictionary<(ToolLayer Layer, ToolProfileChoice Profile, ToolPolicyConfig? Also), ToolRule> _profiles = new();
    private readonly ConcurrentDictionary<(ToolLayer Layer, ToolPolicyConfig Lists), ToolRule> _rules = new();
    private readonly ToolVocabulary _vocabulary;
    private readonly ToolsConfig _global;
    private readonly ToolsConfig? _agent;
    private readonly ProviderTools _globalByProvider;
    private readonly ProviderTools _agentByProvider;
    private readonly GroupToolRules _groups;
    private readonly GroupEntries<ToolRule>[] _ownGroups;
    private readonly ToolRule[] _sandbox;
    private readonly ToolRule[] _subagent;
    private readonly string _mainKey;

    /// <param name="document">The configuration.</param>
    /// <param name="agentId">The agent, by any spelling of its id; one that is not listed has what holds for all.</param>
    /// <param name="vocabulary">The tools that there are; null for the core's.</param>
    public AgentToolPolicy(ConfigDocument document, string agentId, ToolVocabulary? vocabulary = null)
    {
        _vocabulary = vocabulary ?? ToolVocabulary.Core;
        AgentId = ConfigIds.Agent(agentId);
        var agent = document.Agents.Find(AgentId);
        (_global, _agent) = (document.Tools, agent?.Tools);
        _globalByProvider = new(_global.ByProvider);
        _agentByProvider = new(_agent?.ByProvider ?? []);
        _groups = new(document.Channels, _vocabulary);
        _ownGroups = [OwnGroups(_global), .. _agent is null ? [] : new[] { OwnGroups(_agent) }];

        _sandbox =
        [
            SandboxToolLists.Resolve(_global.Sandbox, _agent?.Sandbox).Rule(_vocabulary),
            .. WorkspaceTools.Rule(agent, document.Agents.Defaults, _vocabulary) is { } workspace ? new[] { workspace } : [],
        ];
        _subagent = SubagentTools.Rules(_global.Subagents, _vocabulary);
        Sandbox = SandboxSettings.Of(document, AgentId);
        SandboxMode = SandboxModes.Parse(agent?.SandboxMode ?? document.Agents.Defaults.SandboxMode);
        _mainKey = document.Session.IsGlobal ? SessionKeys.Global : SessionKeys.Main(AgentId, document.Session.MainKey);
    }

    /// <summary>The agent.</summary>
    public string AgentId { get; }

    /// <summary>Which of its sessions are sandboxed.</summary>
    public SandboxMode SandboxMode { get; }

    /// <summary>What its sandboxes are like.</summary>
    public SandboxSettings Sandbox { get; }

    /// <summary>The tools that there are.</summary>
    internal ToolVocabulary Vocabulary => _vocabulary;

    /// <summary>The rules that hold in a situation; take them once for a run and decide by them.</summary>
    public ToolScope For(ToolSituation situation)
    {
        var lists = ListsFor(situation.Provider, situation.Model);
        var rules = new List<ToolRule>(10);
        Add(rules, Profile(ToolLayer.Profile, lists.Profile, lists.ProfileAlso));
        Add(rules, Profile(ToolLayer.ProviderProfile, lists.ProviderProfile, lists.ProviderProfileAlso));
        Add(rules, Rule(ToolLayer.Global, _global.Lists));
        Add(rules, Rule(ToolLayer.GlobalByProvider, lists.GlobalByProvider));
        Add(rules, Rule(ToolLayer.Agent, _agent?.Lists));
        Add(rules, Rule(ToolLayer.AgentByProvider, lists.AgentByProvider));
        rules.AddRange(GroupRules(situation).Where(static rule => !rule.IsSilent));
        foreach (var rule in IsSandboxed(situation.SessionKey) ? _sandbox : [])
        {
            Add(rules, rule);
        }

        foreach (var rule in SessionKeys.IsSubagent(situation.SessionKey) ? _subagent : [])
        {
            Add(rules, rule);
        }

        return new ToolScope(rules, _vocabulary);
    }

    /// <summary>Whether a session of the agent is sandboxed.</summary>
    public bool IsSandboxed(string? sessionKey) => SandboxModes.IsSandboxed(SandboxMode, sessionKey, _mainKey);

    /// <summary>The lists that count on a model, before groups and sessions are looked at.</summary>
    internal EffectiveToolLists ListsFor(string? provider, string? model) => EffectiveToolLists.Resolve(
        _global, _agent, _globalByProvider.Find(provider, model), _agentByProvider.Find(provider, model));

    /// <summary>The rules of the groups of a situation.</summary>
    internal IEnumerable<ToolRule> GroupRules(ToolSituation situation) => situation.Groups()
        .SelectMany(group => _groups.For(group, situation.Sender).Concat(_ownGroups
            .Select(own => own.Find([$"{group.Channel}:{group.Id}", group.Id]) ?? own.Everywhere).OfType<ToolRule>()))
        .Distinct();

    private static void Add(List<ToolRule> rules, ToolRule? rule)
    {
        if (rule is { IsSilent: false })
        {
            rules.Add(rule);
        }
    }

    private ToolRule? Profile(ToolLayer layer, ToolProfileChoice? profile, ToolPolicyConfig? also) => profile is null
        ? null
        : _profiles.GetOrAdd((layer, profile, also), key => key.Profile.Rule(key.Layer, key.Also, _vocabulary));

    private ToolRule? Rule(ToolLayer layer, ToolPolicyConfig? lists) =>
        lists is null ? null : _rules.GetOrAdd((layer, lists), key => ToolLists.Rule(key.Layer, key.Lists, _vocabulary));

    private GroupEntries<ToolRule> OwnGroups(ToolsConfig tools) =>
        new(tools.Groups.Select(group => KeyValuePair.Create(group.Key, ToolLists.Rule(ToolLayer.Group, group.Value, _vocabulary))));
}
