using Moltbot.Grains.Agents.Tools;

namespace Moltbot.Grains.Sessions.Transcript;

/// <summary>A message of a transcript as the session uses it.</summary>
internal sealed record TranscriptEntry
{
    public const string User = "user";

    public const string Assistant = "assistant";

    public const string ToolResult = "toolResult";

    /// <summary>A summary of what is before it: nobody's words, shown in no history, and in prompts in a place of its own.</summary>
    public const string Summary = "compactionSummary";

    /// <summary><c>user</c>, <c>assistant</c>, <c>toolResult</c>, <c>compactionSummary</c> or <c>system</c>.</summary>
    public required string Role { get; init; }

    /// <summary>The words in it.</summary>
    public required string Text { get; init; }

    /// <summary>What the model reads instead of <see cref="Text"/>: with time, sender and system lines. Null when it is the same.</summary>
    public string? PromptText { get; init; }

    /// <summary>The run it belongs to; null for what was injected.</summary>
    public string? RunId { get; init; }

    /// <summary>Whether the model is shown it: not so for a message that only tells of a failure.</summary>
    public bool InPrompt { get; init; } = true;

    /// <summary>The tool calls in it: an assistant's.</summary>
    public IReadOnlyList<ToolCall> Calls { get; init; } = [];

    /// <summary>The call that it is the result of.</summary>
    public string? CallId { get; init; }

    /// <summary>When it was written, epoch milliseconds.</summary>
    public required long Timestamp { get; init; }

    /// <summary>The message in the original's JSON form, UTF-8.</summary>
    public required byte[] Json { get; init; }
}
