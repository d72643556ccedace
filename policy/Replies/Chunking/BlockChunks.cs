namespace Moltbot.Policy.Replies.Chunking;

/// <summary>
/// Finds the finished blocks of a text that still grows. A block is a slice: what was taken and what is left make the text again. A
/// fenced code block is never cut here, so one that is longer than <paramref name="Max"/> is waited for.
/// </summary>
/// <param name="Min">Fewest characters of a block, 1 or more.</param>
/// <param name="Max">Where a block ends at the latest if it can; at least <paramref name="Min"/>.</param>
/// <param name="Preference">What ends one before that.</param>
public sealed record BlockChunks(int Min, int Max, BlockBreak Preference)
{
    /// <summary>How a name of the configuration reads; paragraph when it is none.</summary>
    public static BlockBreak BreakOf(string? name) => name switch
    {
        "newline" => BlockBreak.Newline,
        "sentence" => BlockBreak.Sentence,
        _ => BlockBreak.Paragraph,
    };

    /// <summary>How many characters from the start of the rest make the next finished block; 0 when it is not finished.</summary>
    public int Next(string rest)
    {
        if (rest.Length < Min)
        {
            return 0;
        }

        List<FenceSpan> fences = FenceSpan.Parse(rest);
        bool isFull = rest.Length >= Max;
        int end = Last(rest, fences, static (text, at) => text[at - 1] == '\n' && at > 1 && text[at - 2] == '\n');
        if (end == 0 && (isFull || Preference >= BlockBreak.Newline))
        {
            end = Last(rest, fences, static (text, at) => text[at - 1] == '\n');
        }

        if (end == 0 && (isFull || Preference == BlockBreak.Sentence))
        {
            end = Last(rest, fences, static (text, at) => char.IsWhiteSpace(text[at - 1]) && at > 1 && text[at - 2] is '.' or '!' or '?');
        }

        if (end == 0 && isFull)
        {
            end = Last(rest, fences, static (text, at) => char.IsWhiteSpace(text[at - 1]));
        }

        return end > 0 || !isFull ? end : Hard(rest, fences);
    }

    private int Last(string text, List<FenceSpan> fences, Func<string, int, bool> isBreak)
    {
        for (int at = Math.Min(text.Length, Max); at >= Min; at--)
        {
            if (isBreak(text, at) && FenceSpan.At(fences, at) is null)
            {
                return at;
            }
        }

        return 0;
    }

    private int Hard(string text, List<FenceSpan> fences)
    {
        int at = BreakPoints.Hard(text, Max);
        return FenceSpan.At(fences, at) is not { } fence ? at

            // After the code once it is closed; a span that ends with the text may go on.
            : fence.End < text.Length ? fence.End
            : 0;
    }
}
