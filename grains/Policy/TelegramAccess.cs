using Moltbot.GrainInterfaces.Channels;
using Moltbot.Policy.Access;
using Moltbot.Policy.Access.Admission;
using Moltbot.Policy.Access.Allowlists;
using Moltbot.Policy.Access.Groups;
using Moltbot.Policy.Access.Pairing;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration.Views;

namespace Moltbot.Grains.Policy;

/// <summary>Groups by id, with topics in them.</summary>
internal sealed class TelegramAccess(TelegramAccountConfig config) : ChannelAccess
{
    public static AccessRules RulesOf(TelegramAccountConfig config, CommandsConfig commands)
    {
        bool names = config.DangerouslyAllowNameMatching;
        return new AccessRules(
            DmPolicies.Parse(config.DmPolicy),
            Counting(config.AllowFrom, names),
            new ApprovedSenders(ChannelIds.Telegram, []),
            GroupPolicies.Parse(config.GroupPolicy),
            config.GroupAllowFrom is { } senders ? Counting(senders, names) : null,
            GroupsOf(config.Groups, names),
            RequireMention: null,
            commands.UseAccessGroups,
            AllowTextCommands: commands.Text);
    }

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

    private static IReadOnlyList<string> Counting(IReadOnlyList<string> entries, bool names) => NameMatching.Counting(ChannelIds.Telegram, entries, names);

    private static GroupMap GroupsOf(IReadOnlyDictionary<string, TelegramGroupConfig>? groups, bool names) => groups is null
        ? GroupMap.Empty
        : new GroupMap(groups.ToDictionary(static group => group.Key, group => RuleOf(group.Value, names), StringComparer.Ordinal));

    private static GroupRule RuleOf(TelegramGroupConfig group, bool names) => new(
        group.RequireMention,
        group.Topics.ToDictionary(static topic => topic.Key, topic => RuleOf(topic.Value, names), StringComparer.Ordinal),
        group.MentionPattern is { } pattern ? [pattern] : null,
        group.Enabled != false,
        group.AllowFrom is { } senders ? Counting(senders, names) : null);
}
