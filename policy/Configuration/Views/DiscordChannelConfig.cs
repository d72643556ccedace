namespace Moltbot.Policy.Configuration.Views;

/// <summary>Settings of one channel of a guild; null members were not set.</summary>
public sealed record DiscordChannelConfig
{
    /// <summary>Whether it is allowed; listed without saying it is.</summary>
    public bool? Allow { get; init; }

    public bool? Enabled { get; init; }

    public bool? RequireMention { get; init; }

    /// <summary>Who may write here; null for those of the guild.</summary>
    public IReadOnlyList<string>? Users { get; init; }

    /// <summary>Skills offered here; null for all.</summary>
    public IReadOnlyList<string>? Skills { get; init; }

    public string? SystemPrompt { get; init; }

    /// <summary>Whether threads that the bot began here need no mention.</summary>
    public bool? AutoThread { get; init; }

    internal static DiscordChannelConfig From(ConfigSection section) => new()
    {
        Allow = section.Bool("allow"),
        Enabled = section.Bool("enabled"),
        RequireMention = section.Bool("requireMention"),
        Users = section.StringsOrNull("users"),
        Skills = section.StringsOrNull("skills"),
        SystemPrompt = section.Text("systemPrompt"),
        AutoThread = section.Bool("autoThread"),
    };
}
