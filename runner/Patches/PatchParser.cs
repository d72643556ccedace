using System.Globalization;

namespace Moltbot.Runner.Patches;

/// <summary>
/// Reads a patch in the format that models write for <c>apply_patch</c>: between <c>*** Begin Patch</c> and <c>*** End Patch</c> a section
/// a file, each with its lines or its changes.
/// </summary>
internal sealed class PatchParser
{
    private const string Begin = "*** Begin Patch", End = "*** End Patch", EndOfFile = "*** End of File";
    private const string Add = "*** Add File:", Update = "*** Update File:", Delete = "*** Delete File:", Move = "*** Move to:";

    private readonly string[] _lines;
    private readonly int _end;
    private int _next;

    private PatchParser(string text)
    {
        _lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');
        _next = Array.FindIndex(_lines, static line => !string.IsNullOrWhiteSpace(line));
        _end = Array.FindLastIndex(_lines, static line => !string.IsNullOrWhiteSpace(line));
        if (_next < 0 || _lines[_next].Trim() != Begin)
        {
            throw new PatchException($"a patch begins with the line \"{Begin}\"");
        }

        if (_lines[_end].Trim() != End)
        {
            throw new PatchException($"a patch ends with the line \"{End}\"");
        }

        _next++;
    }

    private bool IsOver => _next >= _end;

    private string Line => _lines[_next];

    /// <summary>The files of a patch, in its order.</summary>
    /// <exception cref="PatchException">It cannot be read, or names no file.</exception>
    public static IReadOnlyList<FilePatch> Parse(string text)
    {
        var parser = new PatchParser(text);
        var files = new List<FilePatch>();
        for (parser.SkipBlank(); !parser.IsOver; parser.SkipBlank())
        {
            files.Add(parser.File());
        }

        return files.Count > 0 ? files : throw new PatchException("the patch names no file");
    }

    private FilePatch File()
    {
        if (Named(Add) is { } added)
        {
            return new FilePatch(FilePatchKind.Add, added) { Text = string.Concat(NewLines().Select(static line => line + "\n")) };
        }

        if (Named(Delete) is { } deleted)
        {
            return new FilePatch(FilePatchKind.Delete, deleted);
        }

        if (Named(Update) is { } updated)
        {
            var target = IsOver ? null : Named(Move);
            var hunks = Hunks();
            return hunks.Count > 0 || target is not null
                ? new FilePatch(FilePatchKind.Update, updated) { MoveTo = target, Hunks = hunks }
                : throw Wrong($"nothing is said of how {updated} changes");
        }

        throw Wrong($"a section begins with \"{Add} path\", \"{Update} path\" or \"{Delete} path\"");
    }

    private string? Named(string head)
    {
        var line = Line.Trim();
        if (!line.StartsWith(head, StringComparison.Ordinal))
        {
            return null;
        }

        var path = line[head.Length..].Trim();
        if (path.Length == 0)
        {
            throw Wrong($"\"{head}\" names no file");
        }

        _next++;
        return path;
    }

    private List<string> NewLines()
    {
        var lines = new List<string>();
        for (SkipTrailingBlank(); !IsOver && !IsHead; _next++, SkipTrailingBlank())
        {
            lines.Add(Line.StartsWith('+') ? Line[1..] : throw Wrong("each line of a new file begins with +"));
        }

        return lines;
    }

    private List<PatchHunk> Hunks()
    {
        var hunks = new List<PatchHunk>();
        for (SkipBlank(); !IsOver && !IsHead; SkipBlank())
        {
            hunks.Add(Hunk(hunks.Count + 1));
        }

        return hunks;
    }

    /// <summary>Lines without anything in them keep sections and changes apart, where models write them.</summary>
    private void SkipBlank()
    {
        for (; !IsOver && Line.Length == 0; _next++)
        {
        }
    }

    /// <summary>The same, where they are followed by the next section.</summary>
    private void SkipTrailingBlank()
    {
        var from = _next;
        SkipBlank();
        _next = IsOver || IsHead ? _next : from;
    }

    private PatchHunk Hunk(int number)
    {
        var (anchors, lines, isAtEnd) = (new List<string>(), new List<PatchLine>(), false);
        for (; !IsOver && Line.StartsWith("@@", StringComparison.Ordinal); _next++)
        {
            // "@@ text @@" is how other tools write it.
            var anchor = Line[2..].TrimEnd();
            anchor = anchor.EndsWith(" @@", StringComparison.Ordinal) ? anchor[..^3] : anchor;
            if (anchor.Trim().Length > 0)
            {
                anchors.Add(anchor[0] == ' ' ? anchor[1..] : anchor);
            }
        }

        for (; !IsOver && !IsHead && !isAtEnd && !Line.StartsWith("@@", StringComparison.Ordinal); _next++)
        {
            if (Line.Trim() == EndOfFile)
            {
                isAtEnd = true;
            }
            else
            {
                // An empty line is what is left of one that stays and is empty, where blanks at the ends of lines were lost.
                lines.Add(Line.Length == 0 ? new PatchLine(' ', "") : Line[0] is ' ' or '+' or '-' ? new PatchLine(Line[0], Line[1..]) : throw Wrong("a line of a change begins with a blank, + or -"));
            }
        }

        while (!isAtEnd && lines is [.., { Mark: ' ', Text.Length: 0 }])
        {
            lines.RemoveAt(lines.Count - 1);
        }

        return lines.Any(static line => line.Mark != ' ') ? new PatchHunk(number, anchors, lines, isAtEnd) : throw Wrong("the change before it changes nothing");
    }

    // A line of a file never begins so: what stands in a change has its mark in front.
    private bool IsHead => Line.StartsWith("*** ", StringComparison.Ordinal) && Line.Trim() != EndOfFile;

    private PatchException Wrong(string what) => new(string.Create(CultureInfo.InvariantCulture, $"line {_next + 1} of the patch: {what}"));
}
