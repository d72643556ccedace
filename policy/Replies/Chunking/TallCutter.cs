namespace Moltbot.Policy.Replies.Chunking;

/// <summary>One cutting of <see cref="TallChunks"/>.</summary>
internal sealed class TallCutter(int maxChars, int maxLines)
{
    private readonly List<string> pieces = [];
    private string current = "";
    private int height;

    /// <summary>The code block that the text so far is in.</summary>
    private FenceLine? open;

    public List<string> Cut(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            Take(line);
        }

        Finish();
        return pieces;
    }

    private void Take(string line)
    {
        var fence = FenceLine.Read(line);

        // One that takes half a message to open could not be opened again in each piece.
        var opens = open is null && fence is not null && line.Length + fence.CloseLine.Length + 2 <= maxChars / 2;
        var closes = open is not null && fence is not null && open.IsClosedBy(fence);
        var after = opens ? fence : closes ? null : open;

        // Inside a block there has to be room for the line that closes it, and in each further piece for the one that opens it again.
        var isWhole = opens || (closes && line.Length <= maxChars / 2);
        var around = after ?? (isWhole ? null : open);
        var charLimit = Positive(maxChars - (around is null ? 0 : around.CloseLine.Length + 1), maxChars);
        var lineLimit = Positive(maxLines - (after is null ? 0 : 1), maxLines);
        var further = Math.Max(1, charLimit - (open is null ? 0 : open.Line.Length + 1));
        var left = charLimit - (current.Length > 0 ? current.Length + 1 : 0);
        var segments = isWhole ? [line] : Split(line, left > 0 ? left : further, further, keepsWords: open is null);
        for (var i = 0; i < segments.Count; i++)
        {
            Append(segments[i], continues: i > 0, charLimit, lineLimit);
        }

        open = after;
    }

    private void Append(string segment, bool continues, int charLimit, int lineLimit)
    {
        var separator = continues || current.Length == 0 ? "" : "\n";
        var isTooLong = current.Length + separator.Length + segment.Length > charLimit;
        var isTooTall = height + (continues ? 0 : 1) > lineLimit;
        if (current.Length > 0 && (isTooLong || isTooTall) && current != open?.Line)
        {
            Finish();
            current = open?.Line ?? "";
            height = current.Length > 0 ? 1 : 0;
            (separator, continues) = (current.Length > 0 ? "\n" : "", false);
        }

        current += separator + segment;
        height += continues ? 0 : 1;
    }

    private void Finish()
    {
        var piece = open is null ? current : current + (current.EndsWith('\n') ? "" : "\n") + open.CloseLine;
        if (!string.IsNullOrWhiteSpace(piece))
        {
            pieces.Add(piece);
        }
    }

    /// <summary>
    /// A long line in parts: between words, whose space begins the next part, or just anywhere in code. One that would be cut in a word to
    /// fill the piece so far is left to the next piece where it fits there.
    /// </summary>
    /// <param name="line">The line.</param>
    /// <param name="first">The longest first part: what the piece so far has room for.</param>
    /// <param name="further">The longest further part.</param>
    /// <param name="keepsWords">Whether to cut between words.</param>
    private static List<string> Split(string line, int first, int further, bool keepsWords)
    {
        var parts = new List<string>();
        var start = 0;
        for (var limit = first; line.Length - start > limit; limit = further)
        {
            var length = keepsWords ? LastSpace(line, start, limit) : 0;
            if (length == 0 && line.Length - start <= further)
            {
                break;
            }

            length = length > 0 ? length : BreakPoints.Hard(line, start + limit, start) - start;
            parts.Add(line.Substring(start, length));
            start += length;
        }

        parts.Add(line[start..]);
        return parts;
    }

    /// <summary>How many characters from a place on come before the last space of so many; 0 for none.</summary>
    private static int LastSpace(string text, int start, int count)
    {
        for (var i = count - 1; i > 0; i--)
        {
            if (char.IsWhiteSpace(text[start + i]))
            {
                return i;
            }
        }

        return 0;
    }

    private static int Positive(int value, int otherwise) => value > 0 ? value : otherwise;
}
