using Moltbot.GrainInterfaces.Channels;
using Moltbot.Grains.Tenants;
using Moltbot.Policy.Access;
using Moltbot.Policy.Access.Admission;
using Moltbot.Policy.Access.Groups;
using Moltbot.Policy.Access.Mentions;
using Moltbot.Policy.Access.Pairing;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Routing;

namespace Moltbot.Grains.Policy;

/// <summary>One channel account's part of one version of the configuration, ready to judge by.</summary>
internal sealed class CompiledAccess
{
    private readonly Dictionary<string, MentionPatterns> _patterns = new(StringComparer.Ordinal);
    private readonly Dictionary<IReadOnlyList<string>, MentionPatterns> _placePatterns = new(ReferenceEqualityComparer.Instance);
    private readonly ConfigDocument _document;

    private CompiledAccess(TenantConfiguration configuration, string channel, string account)
    {
        (Version, Channel, Account, _document) = (configuration.Version, channel, account, configuration.Document);
        Routing = ChatRoutes.RulesOf(_document);
    }

    public long Version { get; }

    public string Channel { get; }

    public string Account { get; }

    /// <summary>The rules without the senders approved by code; null when nobody may come in through this account.</summary>
    public AccessRules? Rules { get; private init; }

    /// <summary>Why nobody may.</summary>
    public string? Problem { get; private init; }

    public RoutingRules Routing { get; }

    public static CompiledAccess From(TenantConfiguration configuration, string channel, string account)
    {
        TelegramAccountConfig? telegram = channel == "telegram" ? configuration.Document.Channels.Telegram?.Account(account) : null;
        if (telegram is null)
        {
            return new CompiledAccess(configuration, channel, account) { Problem = "the account is not configured" };
        }

        if (!telegram.Enabled)
        {
            return new CompiledAccess(configuration, channel, account) { Problem = "the account is switched off" };
        }

        return new CompiledAccess(configuration, channel, account)
        {
            Rules = new AccessRules(
                DmPolicies.Parse(telegram.DmPolicy),
                ImmutableOnly(telegram.AllowFrom),
                new ApprovedSenders(channel, []),
                GroupPolicies.Parse(telegram.GroupPolicy),
                telegram.GroupAllowFrom is { } senders ? ImmutableOnly(senders) : null,
                GroupsOf(telegram.Groups),
                RequireMention: null,
                configuration.Document.Commands.UseAccessGroups,
                AllowTextCommands: configuration.Document.Commands.Text),
        };
    }

    /// <summary>Where a message of this account is routed by.</summary>
    public RouteRequest RouteOf(InboundMessage message) => new(Channel, Account, message.ChatKind == ChatKind.Direct
        ? ChatRoutes.PeerOf(ChatKind.Direct, message.Sender?.Id ?? message.ChatId, null)
        : ChatRoutes.PeerOf(message.ChatKind, message.ChatId, message.ThreadId));

    /// <summary>What counts as a mention of an agent.</summary>
    public MentionPatterns PatternsOf(string agentId)
    {
        if (!_patterns.TryGetValue(agentId, out MentionPatterns? patterns))
        {
            AgentIdentityConfig? identity = _document.Agents.IdentityOf(agentId);
            _patterns[agentId] = patterns = new MentionPatterns(MentionPatterns.Choose(
                _document.Agents.Find(agentId)?.GroupChat?.MentionPatterns,
                _document.Messages.GroupChat?.MentionPatterns,
                identity?.Name,
                identity?.Emoji));
        }

        return patterns;
    }

    /// <summary>What counts as a mention in a group or topic, besides the agent's patterns.</summary>
    public MentionPatterns PatternsIn(string groupId, string? topicId)
    {
        if (Rules?.Groups.MentionPatterns(groupId, topicId) is not { Count: > 0 } sources)
        {
            return MentionPatterns.None;
        }

        if (!_placePatterns.TryGetValue(sources, out MentionPatterns? patterns))
        {
            _placePatterns[sources] = patterns = new MentionPatterns(sources);
        }

        return patterns;
    }

    /// <summary>
    /// Only what cannot be changed by its owner admits anybody: on Telegram the numeric id. User names in a list are reported by
    /// <c>doctor</c> and match nobody (CVE-2026-28480).
    /// </summary>
    private static IReadOnlyList<string> ImmutableOnly(IReadOnlyList<string> entries) =>
        [.. entries.Where(static entry => entry.Trim() is "*" || PairingAdapter.Of("telegram").Normalize(entry) is { } id && id.All(static c => char.IsAsciiDigit(c) || c == '-'))];

    private static GroupMap GroupsOf(IReadOnlyDictionary<string, TelegramGroupConfig>? groups) => groups is null
        ? GroupMap.Empty
        : new GroupMap(groups.ToDictionary(static group => group.Key, static group => RuleOf(group.Value), StringComparer.Ordinal));

    private static GroupRule RuleOf(TelegramGroupConfig group) => new(
        group.RequireMention,
        group.Topics.ToDictionary(static topic => topic.Key, static topic => RuleOf(topic.Value), StringComparer.Ordinal),
        group.MentionPattern is { } pattern ? [pattern] : null,
        group.Enabled != false,
        group.AllowFrom is { } senders ? ImmutableOnly(senders) : null);
}
