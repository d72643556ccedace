namespace Moltbot.Policy.Configuration.Views;

/// <summary><c>agents.defaults</c>: what holds for every agent that does not say otherwise.</summary>
public sealed record AgentDefaultsConfig
{
    /// <summary>A run's time limit when nothing is configured.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(600);

    public ModelChoice? Model { get; init; }

    public ModelChoice? ImageModel { get; init; }

    /// <summary>Model reference → its settings. When not empty also the list of models that may be chosen.</summary>
    public IReadOnlyDictionary<string, ModelSettings> Models { get; init; } = new Dictionary<string, ModelSettings>(StringComparer.Ordinal);

    public string? Workspace { get; init; }

    /// <summary>Time zone of the person, IANA name.</summary>
    public string? UserTimezone { get; init; }

    /// <summary><c>auto</c>, <c>12</c> or <c>24</c>.</summary>
    public string? TimeFormat { get; init; }

    /// <summary><c>local</c>, <c>utc</c>, <c>user</c> or an IANA name.</summary>
    public string? EnvelopeTimezone { get; init; }

    public bool EnvelopeTimestamp { get; init; } = true;

    public bool EnvelopeElapsed { get; init; } = true;

    /// <summary>Cap on the context window, in tokens; null when not capped.</summary>
    public int? ContextTokens { get; init; }

    public CompactionConfig Compaction { get; init; } = new();

    public ContextPruningConfig ContextPruning { get; init; } = new();

    public string? ThinkingDefault { get; init; }

    public string? VerboseDefault { get; init; }

    public string? ElevatedDefault { get; init; }

    /// <summary>A run's time limit; at least one second.</summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;

    /// <summary>How many runs of main sessions go on at once.</summary>
    public int MaxConcurrent { get; init; } = 4;

    /// <summary>How many sub-agents of one session work at once.</summary>
    public int SubagentMaxConcurrent { get; init; } = 8;

    /// <summary>How long the session of a sub-agent is kept that has ended.</summary>
    public TimeSpan SubagentArchiveAfter { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>What sub-agents are asked of; null for their agent's own model.</summary>
    public ModelChoice? SubagentModel { get; init; }

    /// <summary><c>never</c>, <c>instant</c>, <c>thinking</c> or <c>message</c>; null for the channel's choice.</summary>
    public string? TypingMode { get; init; }

    public TimeSpan? TypingInterval { get; init; }

    public double? MediaMaxMb { get; init; }

    /// <summary>Most characters of one bootstrap file in the prompt.</summary>
    public int BootstrapMaxChars { get; init; } = 20_000;

    public bool SkipBootstrap { get; init; }

    public HumanDelayConfig? HumanDelay { get; init; }

    public BlockStreamingConfig BlockStreaming { get; init; } = new();

    /// <summary><c>off</c>, <c>non-main</c> or <c>all</c>: which sessions are sandboxed; null for none.</summary>
    public string? SandboxMode { get; init; }

    /// <summary><c>none</c>, <c>ro</c> or <c>rw</c>: what sandboxes see of a workspace; null for none.</summary>
    public string? SandboxWorkspaceAccess { get; init; }

    /// <summary>The whole section, for the parts without a typed view.</summary>
    public ConfigSection Section { get; init; }

    /// <summary>The time zone of the person.</summary>
    /// <param name="local">The host's, where none is configured or nobody knows it.</param>
    public TimeZoneInfo UserZone(TimeZoneInfo local) => UserTimezone is { } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : local;

    internal static AgentDefaultsConfig From(ConfigSection section) => new()
    {
        Model = ModelChoice.From(section.Get("model")),
        ImageModel = ModelChoice.From(section.Get("imageModel")),
        Models = section.Entries("models").ToDictionary(
            static entry => entry.Key, static entry => ModelSettings.From(new ConfigSection(entry.Value)), StringComparer.Ordinal),
        Workspace = section.Text("workspace"),
        UserTimezone = section.Text("userTimezone"),
        TimeFormat = section.String("timeFormat"),
        EnvelopeTimezone = section.Text("envelopeTimezone"),
        EnvelopeTimestamp = section.String("envelopeTimestamp") is not "off",
        EnvelopeElapsed = section.String("envelopeElapsed") is not "off",
        ContextTokens = section.Int("contextTokens"),
        Compaction = CompactionConfig.From(section.Section("compaction")),
        ContextPruning = ContextPruningConfig.From(section.Section("contextPruning")),
        ThinkingDefault = section.String("thinkingDefault"),
        VerboseDefault = section.String("verboseDefault"),
        ElevatedDefault = section.String("elevatedDefault"),
        Timeout = section.Seconds("timeoutSeconds") is { } timeout
            ? timeout < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : timeout
            : DefaultTimeout,
        MaxConcurrent = section.Int("maxConcurrent") ?? 4,
        SubagentMaxConcurrent = section.Section("subagents").Int("maxConcurrent") ?? 8,
        SubagentArchiveAfter = TimeSpan.FromMinutes(section.Section("subagents").Int("archiveAfterMinutes") ?? 60),
        SubagentModel = ModelChoice.From(section.Section("subagents").Get("model")),
        TypingMode = section.String("typingMode"),
        TypingInterval = section.Seconds("typingIntervalSeconds"),
        MediaMaxMb = section.Number("mediaMaxMb"),
        BootstrapMaxChars = section.Int("bootstrapMaxChars") ?? 20_000,
        SkipBootstrap = section.Bool("skipBootstrap") ?? false,
        HumanDelay = HumanDelayConfig.From(section.Section("humanDelay")),
        BlockStreaming = BlockStreamingConfig.From(section),
        SandboxMode = section.Section("sandbox").String("mode"),
        SandboxWorkspaceAccess = section.Section("sandbox").String("workspaceAccess"),
        Section = section,
    };
}
