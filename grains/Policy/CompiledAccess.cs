using Moltbot.GrainInterfaces.Channels;
using Moltbot.Grains.Tenants;
using Moltbot.Policy.Access.Mentions;
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

    /// <summary>What its channel says of it; null when nobody may come in through this account.</summary>
    public ChannelAccess? Access { get; private init; }

    /// <summary>Why nobody may.</summary>
    public string? Problem { get; private init; }

    public RoutingRules Routing { get; }

    public static CompiledAccess From(TenantConfiguration configuration, string channel, string account)
    {
        ChannelAccess? access = ChannelAccess.Of(configuration.Document, channel, account, out bool isEnabled);
        return new CompiledAccess(configuration, channel, account)
        {
            Access = isEnabled ? access : null,
            Problem = access is null ? "the account is not configured" : isEnabled ? null : "the account is switched off",
        };
    }

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

    /// <summary>What counts as a mention in a message's place, besides the agent's patterns.</summary>
    public MentionPatterns PatternsIn(InboundMessage message)
    {
        if (Access?.MentionPatternsIn(message) is not { Count: > 0 } sources)
        {
            return MentionPatterns.None;
        }

        if (!_placePatterns.TryGetValue(sources, out MentionPatterns? patterns))
        {
            _placePatterns[sources] = patterns = new MentionPatterns(sources);
        }

        return patterns;
    }
}
