using Moltbot.Policy.Access.Allowlists;

namespace Moltbot.Policy.Configuration.Views;

/// <summary>One Discord bot with everything that applies to it.</summary>
public sealed record DiscordAccountConfig
{
    /// <summary>Discord's own API, used when <see cref="ApiRoot"/> is not set.</summary>
    public const string DefaultApiRoot = "https://discord.com/api";

    /// <summary>The longest text that Discord takes in one message, characters.</summary>
    public const int MaxTextChunk = 2000;

    /// <summary>Lines of one message where the configuration names no number: clients fold what is taller.</summary>
    public const int DefaultMaxLines = 17;

    /// <summary>Canonical account id.</summary>
    public required string Id { get; init; }

    public string? Name { get; init; }

    /// <summary>Whether channel and account are both enabled.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The bot's secret; null when it comes from the environment. Never shown or logged.</summary>
    public string? Token { get; init; }

    /// <summary>Address of the API, without the version and without a slash at the end.</summary>
    public string ApiRoot { get; init; } = DefaultApiRoot;

    /// <summary>Address of the gateway; null for the one that the API names.</summary>
    public string? GatewayRoot { get; init; }

    public DiscordDmConfig Dm { get; init; } = new();

    /// <summary><c>open</c>, <c>disabled</c> or <c>allowlist</c>.</summary>
    public string GroupPolicy { get; init; } = "allowlist";

    /// <summary>Guild id (or <c>*</c>) → its settings; null when none are listed.</summary>
    public IReadOnlyDictionary<string, DiscordGuildConfig>? Guilds { get; init; }

    /// <summary>Whether messages of other bots are looked at.</summary>
    public bool AllowBots { get; init; }

    /// <summary>
    /// Whether names in lists count beside ids. Names change hands: whoever takes a name that was given up takes its rights, and anybody can
    /// call a guild or channel of their own like a listed one.
    /// </summary>
    public bool DangerouslyAllowNameMatching { get; init; }

    /// <summary>Most characters of one message, at most <see cref="MaxTextChunk"/>.</summary>
    public int TextChunkLimit { get; init; } = MaxTextChunk;

    /// <summary>Most lines of one message.</summary>
    public int MaxLinesPerMessage { get; init; } = DefaultMaxLines;

    /// <summary><c>length</c> or <c>newline</c>.</summary>
    public string ChunkMode { get; init; } = "length";

    /// <summary><c>off</c>, <c>first</c> or <c>all</c>.</summary>
    public string ReplyToMode { get; init; } = "off";

    /// <summary>Unanswered group messages given as context; null for the built-in limit.</summary>
    public int? HistoryLimit { get; init; }

    /// <summary>Whether the session asks for the privileged intent of presences.</summary>
    public bool PresenceIntent { get; init; }

    /// <summary>Whether the session asks for the privileged intent of members.</summary>
    public bool GuildMembersIntent { get; init; }

    /// <summary>Whether Discord is told of the commands.</summary>
    public bool NativeCommands { get; init; } = true;

    /// <summary>How calls of the API are repeated.</summary>
    public RetryConfig Retry { get; init; } = RetryConfig.Discord;

    /// <summary>The merged section, for the parts without a typed view.</summary>
    public ConfigSection Section { get; init; }

    internal static DiscordAccountConfig From(string id, ConfigSection section, bool channelEnabled) => new()
    {
        Id = id,
        Name = section.Text("name"),
        Enabled = channelEnabled && (section.Bool("enabled") ?? true),
        Token = section.Text("token"),
        ApiRoot = section.Text("apiRoot")?.TrimEnd('/') ?? DefaultApiRoot,
        GatewayRoot = section.Text("gatewayRoot")?.TrimEnd('/'),
        Dm = DiscordDmConfig.From(section.Section("dm")),
        GroupPolicy = section.String("groupPolicy") ?? "allowlist",
        Guilds = section.Has("guilds")
            ? section.Entries("guilds").ToDictionary(static entry => entry.Key, static entry => DiscordGuildConfig.From(new ConfigSection(entry.Value)), StringComparer.Ordinal)
            : null,
        AllowBots = section.Bool("allowBots") ?? false,
        DangerouslyAllowNameMatching = section.Bool(NameMatching.Key) ?? false,
        TextChunkLimit = Math.Clamp(section.Int("textChunkLimit") ?? MaxTextChunk, 1, MaxTextChunk),
        MaxLinesPerMessage = Math.Max(1, section.Int("maxLinesPerMessage") ?? DefaultMaxLines),
        ChunkMode = section.String("chunkMode") ?? "length",
        ReplyToMode = section.String("replyToMode") ?? "off",
        HistoryLimit = section.Int("historyLimit"),
        PresenceIntent = section.Section("intents").Bool("presence") ?? false,
        GuildMembersIntent = section.Section("intents").Bool("guildMembers") ?? false,
        NativeCommands = section.Section("commands").Bool("native") ?? true,
        Retry = RetryConfig.Discord.With(section.Section("retry")),
        Section = section,
    };

    /// <summary>Without the secrets.</summary>
    public override string ToString() => $"DiscordAccountConfig {{ Id = {Id}, Enabled = {Enabled} }}";
}
