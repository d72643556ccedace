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

    /// <summary>Whether messages of the group are looked at.</summary>
    public bool Allows(string? groupId) => !IsAllowlist || Default is not null || Of(groupId) is not null;

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
}
