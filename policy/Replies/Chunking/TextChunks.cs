using Moltbot.Policy.Values;

namespace Moltbot.Policy.Replies.Chunking;

/// <summary>Cuts plain text into pieces that a platform takes (runtime.md §7). Limits are in UTF-16 units; 0 or less means none.</summary>
public static class TextChunks
{
    /// <summary>By length: at line breaks, else at spaces, never inside parentheses if that can be helped.</summary>
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
            var soft = BreakPoints.Best(remaining, limit, static _ => true);
            var at = soft > 0 ? soft : BreakPoints.Hard(remaining, limit);
            var chunk = remaining[..at].TrimEnd();
            if (chunk.Length > 0)
            {
                chunks.Add(chunk);
            }

            remaining = remaining[at..].TrimStart();
        }

        if (remaining.Length > 0)
        {
            chunks.Add(remaining);
        }

        return chunks;
    }

    /// <summary>By paragraph; a paragraph that is too long by length. Blank lines inside code do not count.</summary>
    public static IReadOnlyList<string> ByParagraph(string text, int limit, bool splitLong = true)
    {
        if (text.Length == 0)
        {
            return [];
        }

        if (limit <= 0)
        {
            return [text];
        }

        var normalized = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        var breaks = CharacterRuns.BlankLines(normalized).ToList();
        if (breaks.Count == 0)
        {
            return normalized.Length <= limit || !splitLong ? [normalized] : ByLength(normalized, limit);
        }

        var spans = FenceSpan.Parse(normalized);
        var chunks = new List<string>();
        var last = 0;
        foreach (var each in breaks.Where(each => FenceSpan.At(spans, each.Start.Value) is null))
        {
            Add(chunks, normalized[last..each.Start], limit, splitLong);
            last = each.End.Value;
        }

        Add(chunks, normalized[last..], limit, splitLong);
        return chunks;
    }

    /// <summary>By line; blank lines go before the next line.</summary>
    /// <param name="text">The text.</param>
    /// <param name="limit">The longest line.</param>
    /// <param name="splitLong">Whether longer lines are cut.</param>
    /// <param name="trim">Whether lines lose their outer spaces.</param>
    public static IReadOnlyList<string> ByLine(string text, int limit, bool splitLong = true, bool trim = true)
    {
        if (limit <= 0 || text.Length == 0)
        {
            return string.IsNullOrWhiteSpace(text) ? [] : [text];
        }

        var chunks = new List<string>();
        var blanks = 0;
        foreach (var line in text.Split('\n'))
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                blanks++;
                continue;
            }

            var prefix = new string('\n', Math.Min(blanks, Math.Max(0, limit - 1)));
            blanks = 0;
            var value = trim ? line.Trim() : line;
            if (!splitLong || value.Length + prefix.Length <= limit)
            {
                chunks.Add(prefix + value);
                continue;
            }

            var first = Math.Min(value.Length, BreakPoints.Hard(value, Math.Max(1, limit - prefix.Length)));
            chunks.Add(prefix + value[..first]);
            chunks.AddRange(ByLength(value[first..], limit));
        }

        if (blanks > 0 && chunks.Count > 0)
        {
            chunks[^1] += new string('\n', blanks);
        }

        return chunks;
    }

    private static void Add(List<string> chunks, string part, int limit, bool splitLong)
    {
        var paragraph = part.TrimEnd();
        if (string.IsNullOrWhiteSpace(paragraph))
        {
            return;
        }

        if (paragraph.Length <= limit || !splitLong)
        {
            chunks.Add(paragraph);
        }
        else
        {
            chunks.AddRange(ByLength(paragraph, limit));
        }
    }
}
