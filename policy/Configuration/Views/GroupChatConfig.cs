namespace Moltbot.Policy.Configuration.Views;

/// <summary>How an agent is addressed in groups (<c>groupChat</c>).</summary>
/// <param name="MentionPatterns">Regular expressions; null when not set.</param>
/// <param name="HistoryLimit">Unanswered messages given as context; null when not set, 0 switches it off.</param>
public sealed record GroupChatConfig(IReadOnlyList<string>? MentionPatterns, int? HistoryLimit)
{
    internal static GroupChatConfig? From(ConfigSection section) => section.Exists
        ? new(section.StringsOrNull("mentionPatterns"), section.Int("historyLimit"))
        : null;
}
