using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Replies;

namespace Moltbot.Policy.Conversations;

/// <summary>The turn before a conversation is summarised, in which the model writes down what is worth keeping for long (runtime.md §9).</summary>
public static class MemoryFlush
{
    /// <summary>The tool without which there is no such turn.</summary>
    public const string Writes = "write";

    /// <summary>The word for nothing to say; no secret.</summary>
    private const string Silent = SilentReply.Token;

    private const string DefaultPrompt =
        $"Pre-compaction memory flush. Store durable memories now (use memory/YYYY-MM-DD.md of today; read it first when it exists and keep what it holds). If there is nothing to store, reply with {Silent}.";

    private const string DefaultSystemPrompt =
        $"Pre-compaction memory flush turn. The older part of this conversation will soon be replaced by a summary; write what must not be lost to disk. Nobody is told what you answer: {Silent} is the usual answer.";

    private const string Hint = $"\n\nIf no reply is needed, answer {Silent}.";

    /// <summary>The tools of such a turn, as far as the session has them: files, about which nobody is asked.</summary>
    public static IReadOnlyList<string> Tools { get; } = ["read", Writes, "edit"];

    /// <summary>Whether it is due.</summary>
    /// <param name="budget">How the window is shared out.</param>
    /// <param name="tokens">What the next prompt takes of it.</param>
    /// <param name="compactions">How often the conversation was summarised.</param>
    /// <param name="flushedAt">How often it was when memory was last written; null for never.</param>
    public static bool IsDue(ContextBudget budget, long tokens, int compactions, int? flushedAt) =>
        budget.FlushAt is { } at && tokens >= at && flushedAt != compactions;

    /// <summary>What the model is asked.</summary>
    public static string Prompt(MemoryFlushConfig config) => WithHint(config.Prompt ?? DefaultPrompt);

    /// <summary>What is added to its system prompt.</summary>
    public static string SystemPrompt(MemoryFlushConfig config) => WithHint(config.SystemPrompt ?? DefaultSystemPrompt);

    private static string WithHint(string text) => text.Contains(Silent, StringComparison.Ordinal) ? text : text + Hint;
}
