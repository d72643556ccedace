namespace Moltbot.Policy.Replies.Chunking;

/// <summary>Where a text may be broken.</summary>
internal static class BreakPoints
{
    /// <summary>The best place before <paramref name="limit"/>: the last line break, else the last space, outside parentheses; 0 for none.</summary>
    internal static int Best(string text, int limit, Func<int, bool> isAllowed)
    {
        var newline = 0;
        var space = 0;
        var depth = 0;
        for (var i = 0; i < limit; i++)
        {
            if (!isAllowed(i))
            {
                continue;
            }

            var c = text[i];
            if (c == '(')
            {
                depth++;
            }
            else if (c == ')' && depth > 0)
            {
                depth--;
            }
            else if (depth == 0 && c == '\n')
            {
                newline = i;
            }
            else if (depth == 0 && char.IsWhiteSpace(c))
            {
                space = i;
            }
        }

        return newline > 0 ? newline : space;
    }

    /// <summary>A hard break at the limit, moved by one where it would cut a character of two units in half.</summary>
    /// <param name="text">The text.</param>
    /// <param name="limit">The place.</param>
    /// <param name="start">Where the part begins that is cut off; it is not left empty.</param>
    internal static int Hard(string text, int limit, int start = 0)
    {
        var cuts = limit < text.Length && limit > start && char.IsHighSurrogate(text[limit - 1]) && char.IsLowSurrogate(text[limit]);
        return !cuts ? limit : limit - 1 > start ? limit - 1 : limit + 1;
    }
}
