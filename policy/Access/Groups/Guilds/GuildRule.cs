namespace Moltbot.Policy.Access.Groups.Guilds;

/// <summary>What holds in a guild.</summary>
/// <param name="RequireMention">Whether the assistant has to be mentioned; null for yes.</param>
/// <param name="Users">The only people who count; empty for nobody, null for all.</param>
/// <param name="Channels">Channel → rule; then others are not listened to. Null for all.</param>
/// <param name="Reactions">Which reactions are told: one of <see cref="ReactionNotifications"/>.</param>
public sealed record GuildRule(
    bool? RequireMention = null,
    IReadOnlyList<string>? Users = null,
    IReadOnlyDictionary<string, GuildChannelRule>? Channels = null,
    string? Reactions = null);
