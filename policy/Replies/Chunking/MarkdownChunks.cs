namespace Moltbot.Policy.Replies.Chunking;

/// <summary>Cuts Markdown into pieces. A code block that does not fit is closed in one piece and opened again in the next.</summary>
public static class MarkdownChunks
{
    /// <summary>By length; see <see cref="TextChunks.ByLength"/>.</summary>
    public static IReadOnlyList<string> ByLength(string text, int limit)
    {
        if (text.Length == 0)
        {
            return [];
        }

        if (limit <= 0)
        {
            return [text];
        }

        var chunks = new List<string>();
        var remaining = text;
        while (remaining.Length > limit)
        {
            var (at, fence) = Break(remaining, limit);
            var chunk = remaining[..at];
            var startsWithSpace = at < remaining.Length && char.IsWhiteSpace(remaining[at]);
            var next = remaining[(at + (startsWithSpace ? 1 : 0))..];
            if (fence is not null)
            {
                chunk += (chunk.EndsWith('\n') ? "" : "\n") + fence.CloseLine;
                next = $"{fence.OpenLine}\n{next}";
            }
            else
            {
                next = next.TrimStart('\n');
            }

            chunks.Add(chunk);
            remaining = next;
        }

        if (remaining.Length > 0)
        {
            chunks.Add(remaining);
        }

        return chunks;
    }

    /// <summary>By paragraph, longer ones by length.</summary>
    public static IReadOnlyList<string> ByParagraph(string text, int limit) =>
        [.. TextChunks.ByParagraph(text, limit, splitLong: false).SelectMany(paragraph => ByLength(paragraph, limit))];

    // Where to cut, and the code block that the cut goes through.
    private static (int At, FenceSpan? Fence) Break(string text, int limit)
    {
        var spans = FenceSpan.Parse(text);
        if (BreakPoints.Best(text, limit, index => FenceSpan.At(spans, index) is null) is > 0 and var soft)
        {
            return (soft, null);
        }

        var hard = BreakPoints.Hard(text, limit);
        if (FenceSpan.At(spans, hard) is not { } fence)
        {
            return (hard, null);
        }

        // Room is needed for the closing line, and for a line break before it where the text has none. What is cut off must be more than
        // the opening line, which the rest begins with again; else there would be no end of it.
        var room = limit - fence.CloseLine.Length;
        var least = fence.Start + fence.OpenLine.Length + 2;
        var line = text.LastIndexOf('\n', Math.Max(0, room - 1)) + 1;
        var at = line >= least ? line : BreakPoints.Hard(text, room - 1);
        return at >= least ? (at, fence) : (hard, null);
    }
}
