using Moltbot.Policy.Access.Groups;
using Moltbot.Policy.Explanations;

namespace Moltbot.Policy.Access.Admission;

/// <summary>What the gates say of something in a group.</summary>
internal sealed class GroupSteps(InboundUpdate update, AccessRules rules, AccessKeys keys, AdmissionDecision decision)
{
    private const string Unnamed = "the list of the group's senders";

    private readonly string _group = update.GroupId?.Trim() ?? "";
    private readonly string _topic = update.TopicId?.Trim() ?? "";

    // A new entry would make the group forget what * says, and an empty map an allow-list: what counts is changed.
    private string Counting => rules.Groups.Of(_group) is null ? "*" : _group;

    /// <summary>All of them, as if each decided.</summary>
    public IReadOnlyList<AdmissionStep> All() => [SenderStep.Of(update), Policy(), Group(), Topic(), Senders(), Commands(), Mention()];

    private AdmissionStep Policy() => new(
        AdmissionGate.Groups, default, $"{keys.GroupPolicy} is {rules.Group.ToString().ToLowerInvariant()}", keys.GroupPolicy,
        Change: new(ConfigChangeKind.Set, keys.GroupPolicy, "allowlist"));

    private AdmissionStep Group()
    {
        if (_group.Length == 0)
        {
            return new(AdmissionGate.Group, default, "the platform names no group");
        }

        if (!rules.Groups.Allows(_group))
        {
            var place = keys.Group(_group);
            return new(AdmissionGate.Group, default, "groups are listed, and this one is not", place, Change: Set(place, "{}"));
        }

        var enabled = keys.Group(Counting, "enabled");
        return rules.Groups.IsEnabled(_group)
            ? new(AdmissionGate.Group, default, !rules.Groups.IsAllowlist ? "no groups are listed, so none is left out" : $"{Counting} is listed among the groups", keys.Group(Counting))
            : new(AdmissionGate.Group, default, $"{Counting} is switched off among the groups", enabled, Change: Set(enabled, "true"));
    }

    private AdmissionStep Topic()
    {
        var enabled = keys.Group(TopicOwner(), "topics", _topic, "enabled");
        return rules.Groups.IsTopicEnabled(_group, _topic)
            ? new(AdmissionGate.Topic, default, _topic.Length == 0 ? "there is no topic" : "the topic is not switched off")
            : new(AdmissionGate.Topic, default, $"topic {_topic} is switched off", enabled, Change: Set(enabled, "true"));
    }

    private AdmissionStep Senders()
    {
        var (senders, key) = List();
        var list = key ?? Unnamed;
        return SenderStep.EntryOf(update, senders) is { } entry
            ? new(AdmissionGate.GroupSenders, default, $"{entry} in {list} names the sender", key, entry)
            : new(AdmissionGate.GroupSenders, default, $"{list} does not name the sender", key, Change: Let(key));
    }

    private AdmissionStep Commands() => new(
        AdmissionGate.Commands, default, $"commands are given by those whom {List().Key ?? Unnamed} names", "commands.useAccessGroups", Change: Let(List().Key));

    private AdmissionStep Mention()
    {
        if (ActivationStep.Of(rules, decision) is { } activation)
        {
            return activation;
        }

        var place = MentionKey();
        var isNeeded = decision.Reason == AdmissionReason.NotMentioned;
        var reason = isNeeded ? "the assistant has to be mentioned and was not: it is kept and shown with the next message that counts"
            : decision.WasMentioned ? "the assistant is meant" : "the assistant need not be mentioned";
        return new(AdmissionGate.Mention, default, reason, place, Change: isNeeded ? Set(place, "false") : Set(keys.Group(Counting, "enabled"), "false"));
    }

    private (IReadOnlyList<string> Senders, string? Key) List()
    {
        if (rules.Groups.AllowFrom(_group, _topic) is not { } ofPlace)
        {
            return rules.GroupAllowFrom is { } own ? (own, keys.GroupAllowFrom) : (rules.AllowFrom, keys.AllowFrom);
        }

        return TopicRule()?.AllowFrom is not null
            ? (ofPlace, keys.Group(TopicOwner(), "topics", _topic, "allowFrom"))
            : (ofPlace, keys.Group(Counting, "allowFrom"));
    }

    private string? MentionKey()
    {
        foreach (var owner in (ReadOnlySpan<string>)[_group, "*"])
        {
            var topics = owner == "*" ? rules.Groups.Default?.Topics : rules.Groups.Of(owner)?.Topics;
            if (topics?.GetValueOrDefault(_topic)?.RequireMention is not null)
            {
                return keys.Group(owner, "topics", _topic, "requireMention");
            }
        }

        return keys.Group(Counting, "requireMention");
    }

    private string TopicOwner() => rules.Groups.Of(_group)?.Topics?.ContainsKey(_topic) == true ? _group : "*";

    private GroupRule? TopicRule() =>
        (TopicOwner() == "*" ? rules.Groups.Default : rules.Groups.Of(_group))?.Topics?.GetValueOrDefault(_topic);

    private ConfigChange? Let(string? key) => key is null ? null : new(ConfigChangeKind.Add, key, update.Sender.Id ?? "");

    private static ConfigChange? Set(string? key, string value) => key is null ? null : new(ConfigChangeKind.Set, key, value);
}
