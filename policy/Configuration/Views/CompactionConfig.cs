namespace Moltbot.Policy.Configuration.Views;

/// <summary><c>agents.defaults.compaction</c>: what becomes of the older part of a conversation that does not fit.</summary>
public sealed record CompactionConfig
{
    /// <summary>Whether what is summarised is handed over in the smaller pieces of <c>mode: "safeguard"</c>.</summary>
    public bool IsSafeguard { get; init; }

    /// <summary>Tokens of the window that are kept free for the answer; at least 0.</summary>
    public int ReserveTokens { get; init; } = 20_000;

    /// <summary>Most of a window that one piece takes which is summarised at once, 0.1 to 0.9.</summary>
    public double MaxHistoryShare { get; init; } = 0.5;

    public MemoryFlushConfig MemoryFlush { get; init; } = new();

    internal static CompactionConfig From(ConfigSection section) => new()
    {
        IsSafeguard = section.String("mode") is "safeguard",
        ReserveTokens = section.Int("reserveTokensFloor") ?? 20_000,
        MaxHistoryShare = section.Number("maxHistoryShare") ?? 0.5,
        MemoryFlush = MemoryFlushConfig.From(section.Section("memoryFlush")),
    };
}
