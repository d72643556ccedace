using Moltbot.Policy.Access.Groups;
using Moltbot.Policy.Access.Groups.Guilds;

namespace Moltbot.Policy.Access.Admission;

/// <summary>What holds for an update of a group, once its place was looked up; written for each way of listing groups, judged in one.</summary>
/// <param name="Refusal">Why nothing said there is looked at; null when it is.</param>
/// <param name="Speakers">The only senders who count; null for everybody.</param>
/// <param name="Commanders">The lists of which one has to name who gives a command.</param>
/// <param name="RequiresMention">Whether the assistant has to be mentioned.</param>
internal sealed record GroupTerms(
    AdmissionReason? Refusal, IReadOnlyList<string>? Speakers, IReadOnlyList<IReadOnlyList<string>> Commanders, bool RequiresMention)
{
    public static GroupTerms Of(InboundUpdate update, AccessRules rules) =>
        rules.Group == GroupPolicy.Disabled ? Refused(AdmissionReason.GroupsDisabled)
        : rules.Guilds is { } guilds ? OfGuild(update, rules, guilds)
        : OfGroup(update, rules);

    private static GroupTerms OfGroup(InboundUpdate update, AccessRules rules)
    {
        var groups = rules.Groups;
        if (!groups.Allows(update.GroupId))
        {
            return Refused(AdmissionReason.GroupNotListed);
        }

        if (!groups.IsEnabled(update.GroupId))
        {
            return Refused(AdmissionReason.GroupDisabled);
        }

        if (!groups.IsTopicEnabled(update.GroupId, update.TopicId))
        {
            return Refused(AdmissionReason.TopicDisabled);
        }

        var ofPlace = groups.AllowFrom(update.GroupId, update.TopicId);
        var senders = ofPlace ?? rules.GroupAllowFrom ?? rules.AllowFrom;
        var requiresMention = update.TopicId is { } topic
            ? groups.RequiresMentionInTopic(update.GroupId, topic)
            : groups.RequiresMention(update.GroupId);
        return new GroupTerms(
            null, rules.Group == GroupPolicy.Allowlist || ofPlace is not null ? senders : null, [senders], requiresMention);
    }

    private static GroupTerms OfGuild(InboundUpdate update, AccessRules rules, GuildMap guilds)
    {
        if (update.Place is not { } place)
        {
            return Refused(AdmissionReason.NoGroup);
        }

        if (place.GuildId is null)
        {
            // Whoever is in such a chat was put there by one of the others; there is nothing to mention.
            return rules.GroupChats?.Allows(place) == true
                ? new GroupTerms(null, null, [rules.AllowFrom], RequiresMention: false)
                : Refused(AdmissionReason.GroupNotListed);
        }

        var guild = guilds.GuildOf(place);
        var channel = guilds.ChannelOf(place);
        if (!guilds.TrustsNames && (guild?.IsByName == true || channel?.IsByName == true))
        {
            return Refused(AdmissionReason.GroupListedByName);
        }

        var isUnlisted = (guild is null && guilds.Rules.Count > 0) || (channel is null && guild?.Rule.Channels is not null);
        var isAllowed = channel?.Rule.IsAllowed == true;
        if (isUnlisted || !GuildMap.IsListed(rules.Group, guild is not null, guild?.Rule.Channels is not null, isAllowed))
        {
            return Refused(AdmissionReason.GroupNotListed);
        }

        if (channel is { Rule.IsAllowed: false })
        {
            return Refused(AdmissionReason.GroupDisabled);
        }

        var users = channel?.Rule.Users ?? guild?.Rule.Users;
        return new GroupTerms(
            null, users, [rules.AllowFrom, users ?? []], GuildMap.RequiresMention(guild?.Rule, channel?.Rule, place));
    }

    private static GroupTerms Refused(AdmissionReason reason) => new(reason, [], [], RequiresMention: true);
}
