namespace Moltbot.Policy.Access.Groups;

/// <summary>One entry of a <c>groups</c> map.</summary>
/// <param name="RequireMention">Whether the assistant has to be mentioned; null leaves it to the next wider entry.</param>
/// <param name="Topics">Forum topics by id.</param>
/// <param name="MentionPatterns">Patterns that count as a mention in this group, besides the agent's.</param>
/// <param name="IsEnabled">Whether anything said there is looked at.</param>
/// <param name="AllowFrom">
/// The only senders who count there, whatever the group policy; empty for nobody, null for the account's list.
/// </param>
public sealed record GroupRule(
    bool? RequireMention = null,
    IReadOnlyDictionary<string, GroupRule>? Topics = null,
    IReadOnlyList<string>? MentionPatterns = null,
    bool IsEnabled = true,
    IReadOnlyList<string>? AllowFrom = null);
