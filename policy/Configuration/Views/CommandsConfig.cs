using Moltbot.Policy.Channels;

namespace Moltbot.Policy.Configuration.Views;

/// <summary><c>commands</c>: which slash commands are offered.</summary>
public sealed record CommandsConfig
{
    /// <summary>Whether commands are registered with the platform; null for <c>auto</c>.</summary>
    public bool? Native { get; init; }

    /// <summary>Whether skills are registered as commands; null for <c>auto</c>.</summary>
    public bool? NativeSkills { get; init; }

    /// <summary>Whether <c>/name</c> in a text counts.</summary>
    public bool Text { get; init; } = true;

    public bool Bash { get; init; }

    public bool Config { get; init; }

    public bool Debug { get; init; }

    public bool Restart { get; init; }

    /// <summary>Whether allow-lists gate commands.</summary>
    public bool UseAccessGroups { get; init; } = true;

    /// <summary>Whether a channel registers commands with its platform, given what is set for it (null for <c>auto</c>).</summary>
    public static bool IsNative(string? channel, bool? setting) =>
        setting ?? ChannelIds.Normalize(channel) is ChannelIds.Discord or ChannelIds.Telegram;

    internal static CommandsConfig From(ConfigSection section) => new()
    {
        Native = section.Bool("native"),
        NativeSkills = section.Bool("nativeSkills"),
        Text = section.Bool("text") ?? true,
        Bash = section.Bool("bash") ?? false,
        Config = section.Bool("config") ?? false,
        Debug = section.Bool("debug") ?? false,
        Restart = section.Bool("restart") ?? false,
        UseAccessGroups = section.Bool("useAccessGroups") ?? true,
    };
}
