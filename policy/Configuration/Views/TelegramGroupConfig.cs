namespace Moltbot.Policy.Configuration.Views;

/// <summary>Settings of one Telegram group, or of one topic in it; null members were not set.</summary>
public sealed record TelegramGroupConfig
{
    public bool? Enabled { get; init; }

    public bool? RequireMention { get; init; }

    /// <summary>Text that counts as a mention here, besides the agent's patterns; matched without case.</summary>
    public string? MentionPattern { get; init; }

    /// <summary>Who may write here; null when the account's list counts.</summary>
    public IReadOnlyList<string>? AllowFrom { get; init; }

    /// <summary>Skills offered here; null for all.</summary>
    public IReadOnlyList<string>? Skills { get; init; }

    public string? SystemPrompt { get; init; }

    /// <summary>Topic id → its settings; empty for a topic.</summary>
    public IReadOnlyDictionary<string, TelegramGroupConfig> Topics { get; init; } = new Dictionary<string, TelegramGroupConfig>(StringComparer.Ordinal);

    /// <summary>The whole section (<c>tools</c>, <c>toolsBySender</c>).</summary>
    public ConfigSection Section { get; init; }

    internal static TelegramGroupConfig From(ConfigSection section) => new()
    {
        Enabled = section.Bool("enabled"),
        RequireMention = section.Bool("requireMention"),
        MentionPattern = section.Text("mentionPattern"),
        AllowFrom = section.StringsOrNull("allowFrom"),
        Skills = section.StringsOrNull("skills"),
        SystemPrompt = section.Text("systemPrompt"),
        Topics = section.Entries("topics").ToDictionary(static entry => entry.Key, static entry => From(new ConfigSection(entry.Value)), StringComparer.Ordinal),
        Section = section,
    };
}
