using System.Globalization;

namespace Moltbot.Runner.Patches;

/// <summary>
/// A text with changes in it. Lines that stay are the text's own, to the last blank and line break, also where the patch writes their
/// end otherwise.
/// </summary>
internal static class PatchedText
{
    private delegate bool Likeness(ReadOnlySpan<char> line, ReadOnlySpan<char> wanted);

    // Blanks in front mean something in what is changed; a line to look for may be written without.
    private static readonly Likeness[] Changes =
    [
        static (line, wanted) => line.SequenceEqual(wanted),
        static (line, wanted) => line.TrimEnd().SequenceEqual(wanted.TrimEnd()),
    ];

    private static readonly Likeness[] Anchors = [.. Changes, static (line, wanted) => line.Trim().SequenceEqual(wanted.Trim())];

    /// <summary>Makes the changes of a file.</summary>
    /// <param name="text">What is in the file.</param>
    /// <param name="patch">The changes.</param>
    /// <exception cref="PatchException">One of them does not fit.</exception>
    public static string Of(string text, FilePatch patch)
    {
        var lines = LinesOf(text);
        // New lines end as the others do.
        var ending = lines.Count > 0 && lines[0].EndsWith("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var result = new List<string>();
        var at = 0;
        foreach (var hunk in patch.Hunks)
        {
            var from = Place(lines, at, hunk, patch.Path);
            result.AddRange(lines[at..from]);
            at = from;
            foreach (var line in hunk.Lines)
            {
                switch (line.Mark)
                {
                    case ' ':
                        result.Add(lines[at++]);
                        break;
                    case '-':
                        at++;
                        break;
                    default:
                        Terminate(result, ending);
                        result.Add(line.Text + ending);
                        break;
                }
            }
        }

        // What has more behind it now has to end.
        if (at < lines.Count)
        {
            Terminate(result, ending);
        }

        return string.Concat(result.Concat(lines[at..]));
    }

    private static void Terminate(List<string> lines, string ending)
    {
        if (lines.Count > 0 && !lines[^1].EndsWith('\n'))
        {
            lines[^1] += ending;
        }
    }

    /// <summary>The line at which a change begins.</summary>
    private static int Place(List<string> lines, int from, PatchHunk hunk, string path)
    {
        foreach (var anchor in hunk.Anchors)
        {
            from = Find(lines, from, [anchor], atEnd: false, Anchors) is >= 0 and var found ? found + 1 : throw Wrong(hunk, path, $"there is no line \"{anchor}\" below the changes before it");
        }

        string[] old = [.. hunk.Lines.Where(static line => line.Mark != '+').Select(static line => line.Text)];
        if (old.Length == 0)
        {
            return hunk.Anchors.Count > 0 && !hunk.IsAtEnd ? from : lines.Count;
        }

        return Find(lines, from, old, hunk.IsAtEnd, Changes) is >= 0 and var place
            ? place
            : throw Wrong(hunk, path, $"these lines are not there{(hunk.IsAtEnd ? ", at the end" : "")}, or only above the changes before it:\n{string.Join('\n', old)}");
    }

    /// <summary>The first place of some lines, by the first of the ways that finds any; below 0 where none does.</summary>
    private static int Find(List<string> lines, int from, string[] wanted, bool atEnd, IEnumerable<Likeness> ways)
    {
        var last = lines.Count - wanted.Length;
        foreach (var way in ways)
        {
            for (var place = atEnd ? Math.Max(from, last) : from; place <= last; place++)
            {
                if (Stands(lines, place, wanted, way))
                {
                    return place;
                }
            }
        }

        return -1;
    }

    private static bool Stands(List<string> lines, int place, string[] wanted, Likeness way)
    {
        for (var number = 0; number < wanted.Length; number++)
        {
            if (!way(lines[place + number].AsSpan().TrimEnd("\r\n"), wanted[number]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Lines with their breaks.</summary>
    private static List<string> LinesOf(string text)
    {
        var lines = new List<string>();
        for (var from = 0; from < text.Length;)
        {
            var end = text.IndexOf('\n', from) is >= 0 and var found ? found + 1 : text.Length;
            lines.Add(text[from..end]);
            from = end;
        }

        return lines;
    }

    private static PatchException Wrong(PatchHunk hunk, string path, string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{path}, change {hunk.Number}: {what}"));
}
