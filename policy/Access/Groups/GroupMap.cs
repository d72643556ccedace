namespace Moltbot.Policy.Access.Groups;

/// <summary>
/// A <c>groups</c> map. With any entry it is an allow-list of group ids; <c>*</c> allows all and gives the defaults. Ids
/// compare exactly, trimmed.
/// </summary>
/// <param name="Rules">Group id → rule.</param>
public sealed record GroupMap(IReadOnlyDictionary<string, GroupRule> Rules)
{
    public static readonly GroupMap Empty = new(new Dictionary<string, GroupRule>(StringComparer.Ordinal));

    /// <summary>Whether the map restricts the groups at all.</summary>
    public bool IsAllowlist => Rules.Count > 0;

    /// <summary>The rule for all groups.</summary>
    public GroupRule? Default => Rules.GetValueOrDefault("*");

    /// <summary>The group's own rule.</summary>
    public GroupRule? Of(string? groupId) =>
        groupId?.Trim() is { Length: > 0 } id && id != "*" ? Rules.GetValueOrDefault(id) : null;

    /// <summary>Whether the map lists the group.</summary>
    public bool Allows(string? groupId) => !IsAllowlist || Default is not null || Of(groupId) is not null;

    /// <summary>Whether the group is switched on: by its own entry, else by <c>*</c>.</summary>
    public bool IsEnabled(string? groupId) => (Of(groupId) ?? Default) is null or { IsEnabled: true };

    /// <summary>Whether the topic is; one without an entry is as its group.</summary>
    public bool IsTopicEnabled(string? groupId, string? topicId) => TopicOf(groupId, topicId) is null or { IsEnabled: true };

    /// <summary>The senders who alone count in a place: its topic's list, else its group's; null when neither has one.</summary>
    public IReadOnlyList<string>? AllowFrom(string? groupId, string? topicId) =>
        TopicOf(groupId, topicId)?.AllowFrom ?? (Of(groupId) ?? Default)?.AllowFrom;

    /// <summary>What counts as a mention in a place besides the agent's patterns: its topic's, else its group's.</summary>
    public IReadOnlyList<string> MentionPatterns(string? groupId, string? topicId) =>
        TopicOf(groupId, topicId)?.MentionPatterns ?? (Of(groupId) ?? Default)?.MentionPatterns ?? [];

    /// <summary>Whether the assistant has to be mentioned in the group.</summary>
    /// <param name="groupId">The group.</param>
    /// <param name="fallback">What holds when neither the group nor <c>*</c> says.</param>
    public bool RequiresMention(string? groupId, bool? fallback = null) =>
        Of(groupId)?.RequireMention ?? Default?.RequireMention ?? fallback ?? true;

    /// <summary>The same for a forum topic: topic → <c>*</c>'s topic → group → <c>*</c>.</summary>
    public bool RequiresMentionInTopic(string? groupId, string topicId, bool? fallback = null) =>
        Of(groupId)?.Topics?.GetValueOrDefault(topicId)?.RequireMention
        ?? Default?.Topics?.GetValueOrDefault(topicId)?.RequireMention
        ?? RequiresMention(groupId, fallback);

    private GroupRule? TopicOf(string? groupId, string? topicId) => topicId?.Trim() is { Length: > 0 } topic
        ? Of(groupId)?.Topics?.GetValueOrDefault(topic) ?? Default?.Topics?.GetValueOrDefault(topic)
        : null;
}
