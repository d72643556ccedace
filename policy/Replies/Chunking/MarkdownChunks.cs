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
        var soft = BreakPoints.Best(text, limit, index => FenceSpan.At(spans, index) is null);
        var at = soft > 0 ? soft : BreakPoints.Hard(text, limit);
        if (FenceSpan.At(spans, at) is not { } fence)
        {
            return (at, null);
        }

        // Room is needed for the closing line, and for a line break before it where the text has none.
        var roomWithBreak = limit - (fence.CloseLine.Length + 1);
        if (roomWithBreak <= 0)
        {
            return (BreakPoints.Hard(text, limit), null);
        }

        var room = limit - fence.CloseLine.Length;
        var least = Math.Min(text.Length, fence.Start + fence.OpenLine.Length + 2);
        if (LineBreakInside(text, spans, fence, room, least) is { } line)
        {
            return (line, fence);
        }

        at = least > room ? BreakPoints.Hard(text, limit) : BreakPoints.Hard(text, Math.Max(least, roomWithBreak));
        return (at, least <= room && FenceSpan.At(spans, at) is { } inside && inside.Start == fence.Start ? inside : null);
    }

    private static int? LineBreakInside(string text, List<FenceSpan> spans, FenceSpan fence, int room, int least)
    {
        for (var newline = text.LastIndexOf('\n', Math.Max(0, room - 1)); newline >= 0; newline = newline == 0 ? -1 : text.LastIndexOf('\n', newline - 1))
        {
            var candidate = newline + 1;
            if (candidate < least)
            {
                return null;
            }

            if (FenceSpan.At(spans, candidate)?.Start == fence.Start)
            {
                return candidate;
            }
        }

        return null;
    }
}
