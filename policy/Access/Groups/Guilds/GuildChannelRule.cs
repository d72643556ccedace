namespace Moltbot.Policy.Access.Groups.Guilds;

/// <summary>What holds in a channel of a guild, and in its threads.</summary>
/// <param name="IsAllowed">Whether anything said there is looked at.</param>
/// <param name="RequireMention">Whether the assistant has to be mentioned; null leaves it to the guild.</param>
/// <param name="Users">The only people who count; empty for nobody, null leaves it to the guild.</param>
/// <param name="AutoThread">Whether threads that the assistant began need no mention.</param>
/// <param name="SystemPrompt">What the model is told there.</param>
public sealed record GuildChannelRule(
    bool IsAllowed = true,
    bool? RequireMention = null,
    IReadOnlyList<string>? Users = null,
    bool AutoThread = false,
    string? SystemPrompt = null);
