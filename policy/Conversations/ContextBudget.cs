using Moltbot.Policy.Configuration.Views;

namespace Moltbot.Policy.Conversations;

/// <summary>How a model's window is shared out to a conversation, all in tokens.</summary>
public sealed record ContextBudget
{
    /// <summary>Characters of a token, on the low side for languages with letters. Of Chinese, Japanese or Korean a character is a token: there a model says that it was too much.</summary>
    public const int CharactersPerToken = 3;

    /// <summary>A conversation may have so many tokens, or half of a smaller window, whatever is reserved.</summary>
    private const int LeastLimit = 4_096;

    /// <summary>Most tokens of the last turns that stay word for word beside a summary. Arbitrary: what was said within the hour.</summary>
    private const int MostKept = 20_000;

    /// <summary>Longest summary. Arbitrary: a few pages.</summary>
    private const int LongestSummary = 4_000;

    private readonly CompactionConfig _config;

    /// <param name="window">The model's window, prompt and answer together.</param>
    /// <param name="config">What is configured.</param>
    public ContextBudget(int window, CompactionConfig config)
    {
        _config = config;
        Window = Math.Max(window, 1);
        Limit = Math.Max(Math.Max(Window - Math.Max(config.ReserveTokens, 0), Math.Min(LeastLimit, Window / 2)), 1);
    }

    /// <summary>Prompt and answer together.</summary>
    public int Window { get; }

    /// <summary>A prompt with more is too long.</summary>
    public int Limit { get; }

    /// <summary>From here on what is worth keeping for long is noted; null where that is never asked for.</summary>
    public int? FlushAt => _config.MemoryFlush.Enabled && Limit - _config.MemoryFlush.SoftThresholdTokens is > 0 and var at ? at : null;

    /// <summary>Of the last turns, what stays word for word.</summary>
    public int Kept => Math.Min(MostKept, Limit / 3);

    /// <summary>A last turn of more than this does not stay word for word.</summary>
    public int LargestKept => Limit / 2;

    /// <summary>An older part of less is not summarised by itself: what fills the window is something else.</summary>
    public int Worth => Limit / 10;

    /// <summary>A summary.</summary>
    public int Summary => Math.Clamp(Limit / 6, 64, LongestSummary);

    /// <summary>Tokens of a text with so many characters, as far as that can be told.</summary>
    public static long TokensOf(long characters) => (characters + CharactersPerToken - 1) / CharactersPerToken;
}
