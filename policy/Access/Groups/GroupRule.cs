namespace Moltbot.Policy.Access.Groups;

/// <summary>One entry of a <c>groups</c> map.</summary>
/// <param name="RequireMention">Whether the assistant has to be mentioned; null leaves it to the next wider entry.</param>
/// <param name="Topics">Forum topics by id; <c>*</c> stands for all.</param>
/// <param name="MentionPatterns">Patterns that count as a mention in this group.</param>
public sealed record GroupRule(
    bool? RequireMention = null,
    IReadOnlyDictionary<string, GroupRule>? Topics = null,
    IReadOnlyList<string>? MentionPatterns = null);
