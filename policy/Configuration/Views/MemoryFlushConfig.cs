namespace Moltbot.Policy.Configuration.Views;

/// <summary><c>agents.defaults.compaction.memoryFlush</c>: notes that a model makes before a conversation is summarised.</summary>
public sealed record MemoryFlushConfig
{
    public bool Enabled { get; init; } = true;

    /// <summary>How many tokens before a summary is due; at least 0.</summary>
    public int SoftThresholdTokens { get; init; } = 4_000;

    /// <summary>What the model is asked; null for the built-in text.</summary>
    public string? Prompt { get; init; }

    /// <summary>What is added to its system prompt; null for the built-in text.</summary>
    public string? SystemPrompt { get; init; }

    internal static MemoryFlushConfig From(ConfigSection section) => new()
    {
        Enabled = section.Bool("enabled") ?? true,
        SoftThresholdTokens = section.Int("softThresholdTokens") ?? 4_000,
        Prompt = section.Text("prompt"),
        SystemPrompt = section.Text("systemPrompt"),
    };
}
