namespace Moltbot.Policy.Configuration.Views;

/// <summary>Settings of one guild; null members were not set.</summary>
public sealed record DiscordGuildConfig
{
    /// <summary>A name for people.</summary>
    public string? Slug { get; init; }

    public bool? RequireMention { get; init; }

    /// <summary><c>off</c>, <c>own</c>, <c>all</c> or <c>allowlist</c>.</summary>
    public string? ReactionNotifications { get; init; }

    /// <summary>Who may write here; null for everybody.</summary>
    public IReadOnlyList<string>? Users { get; init; }

    /// <summary>Channel (or <c>*</c>) → its settings; null when all channels count.</summary>
    public IReadOnlyDictionary<string, DiscordChannelConfig>? Channels { get; init; }

    internal static DiscordGuildConfig From(ConfigSection section) => new()
    {
        Slug = section.Text("slug"),
        RequireMention = section.Bool("requireMention"),
        ReactionNotifications = section.String("reactionNotifications"),
        Users = section.StringsOrNull("users"),
        Channels = section.Has("channels")
            ? section.Entries("channels").ToDictionary(static entry => entry.Key, static entry => DiscordChannelConfig.From(new ConfigSection(entry.Value)), StringComparer.Ordinal)
            : null,
    };
}
