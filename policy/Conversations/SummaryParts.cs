using Moltbot.Policy.Configuration.Views;

namespace Moltbot.Policy.Conversations;

/// <summary>How what is to be summarised is handed to a model, part by part: each gets the summary so far.</summary>
public static class SummaryParts
{
    /// <summary>Parts of the mode <c>safeguard</c> take this share of a window, where messages are short…</summary>
    private const double SafeguardShare = 0.4;

    /// <summary>…and not less than this where they are long.</summary>
    private const double LeastSafeguardShare = 0.15;

    /// <summary>Tokens are estimated: so much more is reckoned with.</summary>
    private const double Margin = 1.2;

    /// <summary>Most tokens of one part, at least 1.</summary>
    /// <param name="window">The model's window.</param>
    /// <param name="config">What is configured.</param>
    /// <param name="tokens">The messages, in tokens.</param>
    public static long LimitOf(int window, CompactionConfig config, IReadOnlyList<long> tokens)
    {
        var share = config.IsSafeguard ? Math.Min(config.MaxHistoryShare, ShareOf(window, tokens)) : config.MaxHistoryShare;
        return Math.Max((long)(window * share / Margin), 1);
    }

    /// <summary>The number of the first message that is not in the part which begins with <paramref name="from"/>: one is always in it.</summary>
    /// <param name="tokens">The messages, in tokens.</param>
    /// <param name="from">Where the part begins, below their number.</param>
    /// <param name="limit">See <see cref="LimitOf"/>.</param>
    public static int EndOf(IReadOnlyList<long> tokens, int from, long limit)
    {
        var sum = tokens[from];
        var end = from + 1;
        while (end < tokens.Count && sum + tokens[end] <= limit)
        {
            sum += tokens[end++];
        }

        return end;
    }

    /// <summary>Where messages take more than a tenth of the window on average, parts are smaller.</summary>
    private static double ShareOf(int window, IReadOnlyList<long> tokens)
    {
        if (tokens.Count == 0)
        {
            return SafeguardShare;
        }

        var average = tokens.Average() * Margin / window;
        return average <= 0.1 ? SafeguardShare : Math.Max(SafeguardShare - Math.Min(average * 2, SafeguardShare - LeastSafeguardShare), LeastSafeguardShare);
    }
}
