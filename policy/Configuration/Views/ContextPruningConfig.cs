namespace Moltbot.Policy.Configuration.Views;

/// <summary><c>agents.defaults.contextPruning</c>: old results of tools made shorter in prompts, never in the transcript.</summary>
public sealed record ContextPruningConfig
{
    /// <summary>What a result says that was cleared.</summary>
    public const string DefaultPlaceholder = "[Old tool result content cleared]";

    /// <summary>Whether results are made shorter at all (<c>mode: "cache-ttl"</c>).</summary>
    public bool Enabled { get; init; }

    /// <summary>How long a model's provider is taken to keep a prompt: before that nothing is changed in one.</summary>
    public TimeSpan Ttl { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Results behind so many of the assistant's last messages stay; at least 0.</summary>
    public int KeepLastAssistants { get; init; } = 3;

    /// <summary>The share of the window from which results are trimmed, 0 to 1.</summary>
    public double SoftTrimRatio { get; init; } = 0.3;

    /// <summary>The share of the window from which results are cleared, 0 to 1.</summary>
    public double HardClearRatio { get; init; } = 0.5;

    /// <summary>With fewer characters of results nothing is cleared.</summary>
    public int MinPrunableToolChars { get; init; } = 50_000;

    /// <summary>The tools whose results may be touched, names and patterns with <c>*</c>; empty for all.</summary>
    public IReadOnlyList<string> Allow { get; init; } = [];

    /// <summary>The tools whose results may not, whatever <see cref="Allow"/> says.</summary>
    public IReadOnlyList<string> Deny { get; init; } = [];

    /// <summary>Results of at most so many characters are not trimmed.</summary>
    public int SoftTrimMaxChars { get; init; } = 4_000;

    /// <summary>Characters that stay of the beginning of one that is.</summary>
    public int SoftTrimHeadChars { get; init; } = 1_500;

    /// <summary>Characters that stay of its end.</summary>
    public int SoftTrimTailChars { get; init; } = 1_500;

    /// <summary>Whether results are cleared.</summary>
    public bool HardClears { get; init; } = true;

    /// <summary>What stands in place of one that is.</summary>
    public string Placeholder { get; init; } = DefaultPlaceholder;

    internal static ContextPruningConfig From(ConfigSection section)
    {
        var softTrim = section.Section("softTrim");
        var hardClear = section.Section("hardClear");
        return new ContextPruningConfig
        {
            Enabled = section.String("mode") is "cache-ttl",
            Ttl = Durations.Parse(section.String("ttl"), TimeSpan.FromMinutes(1)) ?? TimeSpan.FromMinutes(5),
            KeepLastAssistants = section.Int("keepLastAssistants") ?? 3,
            SoftTrimRatio = section.Number("softTrimRatio") ?? 0.3,
            HardClearRatio = section.Number("hardClearRatio") ?? 0.5,
            MinPrunableToolChars = section.Int("minPrunableToolChars") ?? 50_000,
            Allow = section.Section("tools").Strings("allow"),
            Deny = section.Section("tools").Strings("deny"),
            SoftTrimMaxChars = softTrim.Int("maxChars") ?? 4_000,
            SoftTrimHeadChars = softTrim.Int("headChars") ?? 1_500,
            SoftTrimTailChars = softTrim.Int("tailChars") ?? 1_500,
            HardClears = hardClear.Bool("enabled") ?? true,
            Placeholder = hardClear.Text("placeholder") ?? DefaultPlaceholder,
        };
    }
}
