namespace Moltbot.Policy.Configuration.Views;

/// <summary>Sending finished blocks of an answer while the run goes on.</summary>
public sealed record BlockStreamingConfig
{
    public bool Enabled { get; init; }

    /// <summary><c>text_end</c> or <c>message_end</c>.</summary>
    public string Break { get; init; } = "text_end";

    /// <summary>Fewest characters of a block.</summary>
    public int MinChars { get; init; } = 800;

    /// <summary>Most characters of a block.</summary>
    public int MaxChars { get; init; } = 1200;

    /// <summary><c>paragraph</c>, <c>newline</c> or <c>sentence</c>; null for the built-in choice.</summary>
    public string? BreakPreference { get; init; }

    /// <summary>How long blocks are collected before they go out.</summary>
    public TimeSpan CoalesceIdle { get; init; } = TimeSpan.FromSeconds(1);

    internal static BlockStreamingConfig From(ConfigSection defaults)
    {
        var chunk = defaults.Section("blockStreamingChunk");
        return new BlockStreamingConfig
        {
            Enabled = defaults.String("blockStreamingDefault") is "on",
            Break = defaults.String("blockStreamingBreak") ?? "text_end",
            MinChars = chunk.Int("minChars") ?? 800,
            MaxChars = chunk.Int("maxChars") ?? 1200,
            BreakPreference = chunk.String("breakPreference"),
            CoalesceIdle = defaults.Section("blockStreamingCoalesce").Milliseconds("idleMs") ?? TimeSpan.FromSeconds(1),
        };
    }
}
