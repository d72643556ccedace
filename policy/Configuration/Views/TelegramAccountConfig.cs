using Moltbot.Policy.Access.Allowlists;

namespace Moltbot.Policy.Configuration.Views;

/// <summary>One Telegram bot with everything that applies to it.</summary>
public sealed record TelegramAccountConfig
{
    /// <summary>The public Bot API, used when <see cref="ApiRoot"/> is not set.</summary>
    public const string DefaultApiRoot = "https://api.telegram.org";

    /// <summary>Canonical account id.</summary>
    public required string Id { get; init; }

    public string? Name { get; init; }

    /// <summary>Whether channel and account are both enabled.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The bot's secret; null when it comes from <see cref="TokenFile"/> or the environment. Never shown or logged.</summary>
    public string? BotToken { get; init; }

    public string? TokenFile { get; init; }

    /// <summary>Address of the Bot API, without a slash at the end.</summary>
    public string ApiRoot { get; init; } = DefaultApiRoot;

    /// <summary><c>pairing</c>, <c>allowlist</c>, <c>open</c> or <c>disabled</c> (the seed's <c>closed</c> reads as <c>disabled</c>).</summary>
    public string DmPolicy { get; init; } = "pairing";

    public IReadOnlyList<string> AllowFrom { get; init; } = [];

    /// <summary><c>open</c>, <c>disabled</c> or <c>allowlist</c>.</summary>
    public string GroupPolicy { get; init; } = "allowlist";

    /// <summary>Null: <see cref="AllowFrom"/> counts for groups too.</summary>
    public IReadOnlyList<string>? GroupAllowFrom { get; init; }

    /// <summary>Group id (or <c>*</c>) → its settings; null when no groups are listed.</summary>
    public IReadOnlyDictionary<string, TelegramGroupConfig>? Groups { get; init; }

    /// <summary>Set: updates come by webhook at this public address; null: long polling.</summary>
    public string? WebhookUrl { get; init; }

    /// <summary>The secret Telegram presents with each webhook call. Never shown or logged.</summary>
    public string? WebhookSecret { get; init; }

    /// <summary>Path the webhook is served at; null for the built-in one.</summary>
    public string? WebhookPath { get; init; }

    /// <summary>The longest text that Telegram takes in one message, characters (Bot API, <c>sendMessage</c>).</summary>
    public const int MaxTextChunk = 4096;

    /// <summary>Most characters of one message, at most <see cref="MaxTextChunk"/>.</summary>
    public int TextChunkLimit { get; init; } = 4000;

    /// <summary><c>length</c> or <c>newline</c>.</summary>
    public string ChunkMode { get; init; } = "length";

    /// <summary><c>off</c>, <c>first</c> or <c>all</c>.</summary>
    public string ReplyToMode { get; init; } = "first";

    /// <summary><c>off</c>, <c>partial</c> or <c>block</c>.</summary>
    public string StreamMode { get; init; } = "partial";

    /// <summary>Unanswered group messages given as context; null for the built-in limit.</summary>
    public int? HistoryLimit { get; init; }

    public int? DmHistoryLimit { get; init; }

    /// <summary>Whether Telegram shows what links lead to. Off unless asked for: the preview fetches an address that a model wrote (K3).</summary>
    public bool LinkPreview { get; init; }

    /// <summary>Whether user names in lists count beside ids. They change hands: whoever takes a name that was given up takes its rights.</summary>
    public bool DangerouslyAllowNameMatching { get; init; }

    /// <summary>The largest file that is taken, MiB; null where nothing is said.</summary>
    public double? MediaMaxMb { get; init; }

    /// <summary>Time limit of one call to the Bot API; null for the built-in one.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>An outgoing proxy; null for none.</summary>
    public string? Proxy { get; init; }

    /// <summary>How calls to the Bot API are repeated.</summary>
    public RetryConfig Retry { get; init; } = RetryConfig.Telegram;

    /// <summary>The merged section, for the parts without a typed view.</summary>
    public ConfigSection Section { get; init; }

    internal static TelegramAccountConfig From(string id, ConfigSection section, bool channelEnabled) => new()
    {
        Id = id,
        Name = section.Text("name"),
        Enabled = channelEnabled && (section.Bool("enabled") ?? true),
        BotToken = section.Text("botToken"),
        TokenFile = section.Text("tokenFile"),
        ApiRoot = section.Text("apiRoot")?.TrimEnd('/') ?? DefaultApiRoot,
        DmPolicy = section.String("dmPolicy") switch { null => "pairing", "closed" => "disabled", var policy => policy },
        AllowFrom = section.Strings("allowFrom"),
        GroupPolicy = section.String("groupPolicy") ?? "allowlist",
        GroupAllowFrom = section.StringsOrNull("groupAllowFrom"),
        Groups = section.Has("groups")
            ? section.Entries("groups").ToDictionary(static entry => entry.Key, static entry => TelegramGroupConfig.From(new ConfigSection(entry.Value)), StringComparer.Ordinal)
            : null,
        WebhookUrl = section.Text("webhookUrl"),
        WebhookSecret = section.Text("webhookSecret"),
        WebhookPath = section.Text("webhookPath"),
        TextChunkLimit = Math.Min(section.Int("textChunkLimit") ?? 4000, MaxTextChunk),
        ChunkMode = section.String("chunkMode") ?? "length",
        ReplyToMode = section.String("replyToMode") ?? "first",
        StreamMode = section.String("streamMode") ?? "partial",
        HistoryLimit = section.Int("historyLimit"),
        DmHistoryLimit = section.Int("dmHistoryLimit"),
        LinkPreview = section.Bool("linkPreview") ?? false,
        DangerouslyAllowNameMatching = section.Bool(NameMatching.Key) ?? false,
        MediaMaxMb = section.Number("mediaMaxMb"),
        Timeout = section.Seconds("timeoutSeconds"),
        Proxy = section.Text("proxy"),
        Retry = RetryConfig.Telegram.With(section.Section("retry")),
        Section = section,
    };

    /// <summary>Without the secrets.</summary>
    public override string ToString() => $"TelegramAccountConfig {{ Id = {Id}, Enabled = {Enabled} }}";
}
