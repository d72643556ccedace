using Moltbot.GrainInterfaces.Channels;
using Moltbot.Policy.Access;
using Moltbot.Policy.Access.Admission;
using Moltbot.Policy.Access.Groups;
using Moltbot.Policy.Access.Pairing;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration.Views;

namespace Moltbot.Grains.Policy;

/// <summary>Groups by id, with topics in them.</summary>
internal sealed class TelegramAccess(TelegramAccountConfig config) : ChannelAccess
{
    public static AccessRules RulesOf(TelegramAccountConfig config, CommandsConfig commands) => new(
        DmPolicies.Parse(config.DmPolicy),
        ImmutableOnly(config.AllowFrom),
        new ApprovedSenders(ChannelIds.Telegram, []),
        GroupPolicies.Parse(config.GroupPolicy),
        config.GroupAllowFrom is { } senders ? ImmutableOnly(senders) : null,
        GroupsOf(config.Groups),
        RequireMention: null,
        commands.UseAccessGroups,
        AllowTextCommands: commands.Text);

    public override IReadOnlyList<string> MentionPatternsIn(InboundMessage message) => Rules.Groups.MentionPatterns(message.ChatId, message.ThreadId);

    public override string? SystemPromptIn(InboundMessage message)
    {
        if (message.ChatKind == ChatKind.Direct || (config.Groups?.GetValueOrDefault(message.ChatId) ?? config.Groups?.GetValueOrDefault("*")) is not { } group)
        {
            return null;
        }

        string?[] prompts = [group.SystemPrompt, message.ThreadId is { } topic ? group.Topics.GetValueOrDefault(topic)?.SystemPrompt : null];
        return string.Join("\n\n", prompts.Where(static prompt => prompt is not null)) is { Length: > 0 } text ? text : null;
    }

    /// <summary>
    /// Only what cannot be changed by its owner admits anybody: on Telegram the numeric id. User names in a list are reported by
    /// <c>doctor</c> and match nobody (CVE-2026-28480).
    /// </summary>
    private static IReadOnlyList<string> ImmutableOnly(IReadOnlyList<string> entries) =>
        [.. entries.Where(static entry => entry.Trim() is "*" || PairingAdapter.Of(ChannelIds.Telegram).Normalize(entry) is { } id && id.All(static c => char.IsAsciiDigit(c) || c == '-'))];

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
