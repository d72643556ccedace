namespace Moltbot.Policy.Replies.Chunking;

/// <summary>
/// Cuts Markdown into pieces of bounded length and height, as Discord wants them: its clients fold tall messages. Lines stay whole where they
/// can; a code block that does not fit is closed in one piece and opened again in the next.
/// </summary>
public static class TallChunks
{
    private const string Reasoning = "Reasoning:\n_";

    /// <summary>Cuts a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maxChars">The longest piece, in UTF-16 units; below 1 counts as 1.</param>
    /// <param name="maxLines">The tallest piece; below 1 counts as 1. A code block's own two lines may come on top.</param>
    public static IReadOnlyList<string> Cut(string text, int maxChars, int maxLines)
    {
        if (text.Length == 0)
        {
            return [];
        }

        var (chars, lines) = (Math.Max(1, maxChars), Math.Max(1, maxLines));
        if (text.Length <= chars && text.Count(static c => c == '\n') < lines)
        {
            return [text];
        }

        var pieces = new TallCutter(chars, lines).Cut(text);
        if (!text.StartsWith(Reasoning, StringComparison.Ordinal) || !text.TrimEnd().EndsWith('_'))
        {
            return pieces;
        }

        var balanced = WithItalics(pieces);
        return balanced.TrueForAll(piece => piece.Length <= chars) ? balanced : WithItalics(new TallCutter(Math.Max(1, chars - 2), lines).Cut(text));
    }

    /// <summary>Cuts a text by paragraph, longer or taller ones as <see cref="Cut"/> does.</summary>
    public static IReadOnlyList<string> CutByParagraph(string text, int maxChars, int maxLines) =>
        [.. MarkdownChunks.ByParagraph(text, Math.Max(1, maxChars)).SelectMany(paragraph => Cut(paragraph, maxChars, maxLines))];

    /// <summary>Reasoning is shown in italics from its first to its last character: every piece opens and closes them.</summary>
    private static List<string> WithItalics(List<string> pieces)
    {
        var adjusted = new List<string>(pieces.Count);
        for (var i = 0; i < pieces.Count; i++)
        {
            var piece = pieces[i];
            var body = piece.TrimStart();
            if (i > 0 && !body.StartsWith('_'))
            {
                piece = piece[..^body.Length] + "_" + body;
            }

            var isHeadAlone = i == 0 && piece.Length < Reasoning.Length;
            adjusted.Add(isHeadAlone || piece.TrimEnd().EndsWith('_') ? piece : piece + "_");
        }

        return adjusted;
    }
}
