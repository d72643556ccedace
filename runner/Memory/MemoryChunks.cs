namespace Moltbot.Runner.Memory;

/// <summary>
/// Cuts Markdown into parts of some 400 tokens: at headings, else between paragraphs, else between lines, and within a line that is too long for one.
/// What is cut elsewhere than at a heading begins with some of what stands before it.
/// </summary>
internal static class MemoryChunks
{
    /// <summary>Most UTF-16 units of one: 400 tokens of four.</summary>
    public const int Size = 1600;

    /// <summary>Most units that one repeats of the one before: 80 tokens.</summary>
    public const int Overlap = 320;

    /// <summary>The parts of a text, in order; what has but blanks is none.</summary>
    public static IReadOnlyList<MemoryChunk> Of(string text)
    {
        var cutter = new Cutter(text);
        for (var at = 0; at < text.Length;)
        {
            var end = text.IndexOf('\n', at) is >= 0 and var found ? found + 1 : text.Length;
            cutter.Add(at, end);
            at = end;
        }

        return cutter.End();
    }

    private sealed class Cutter(string text)
    {
        private readonly List<MemoryChunk> _chunks = [];

        /// <summary>Where the lines of the part begin that is not closed yet.</summary>
        private readonly List<int> _lines = [];

        private int _start;
        private int _firstLine = 1;
        private int _line;
        private int _paragraph = -1;
        private bool _hasBody;
        private bool _afterBlank;

        public void Add(int at, int end)
        {
            _line++;
            var line = text.AsSpan(at, end - at);
            var isBlank = line.IsWhiteSpace();
            var isHeading = line[0] == '#';
            if (isHeading && _hasBody)
            {
                Begin(at, at);
            }
            else if (_afterBlank && at - _start > Size / 2)
            {
                _paragraph = at;
            }

            while (end - _start > Size && _start < at)
            {
                var cut = _paragraph > _start ? _paragraph : at;
                Begin(cut, Repeated(cut, end));
            }

            _lines.Add(at);
            (_hasBody, _afterBlank) = (_hasBody || !(isBlank || isHeading), isBlank);
            for (; end - _start > Size; _start = Whole(_start + Size - Overlap))
            {
                Close(Whole(_start + Size), _line);
            }
        }

        public IReadOnlyList<MemoryChunk> End()
        {
            Close(text.Length, _line);
            return _chunks;
        }

        /// <summary>Closes what stands before a line, and begins anew with one that may be an earlier one.</summary>
        private void Begin(int cut, int next)
        {
            // The line at hand is not among the lines yet.
            var before = _lines.Count(each => each < cut);
            Close(cut, _firstLine + before - 1);
            var kept = _lines.FindIndex(each => each >= next) is >= 0 and var index ? index : _lines.Count;
            _firstLine += kept;
            _lines.RemoveRange(0, kept);
            (_start, _paragraph, _hasBody) = (next, -1, next < cut || _lines.Count > 0);
        }

        /// <summary>The first line that is repeated where a part is cut before a line; that line itself where nothing fits.</summary>
        private int Repeated(int cut, int end)
        {
            var next = _lines.FirstOrDefault(each => each > _start && cut - each <= Overlap && each < cut, cut);
            return end - next <= Size ? next : cut;
        }

        private void Close(int end, int lastLine)
        {
            if (!text.AsSpan(_start, end - _start).IsWhiteSpace())
            {
                _chunks.Add(new MemoryChunk(_start, end, _firstLine, lastLine));
            }
        }

        private int Whole(int at) => char.IsLowSurrogate(text[at]) && char.IsHighSurrogate(text[at - 1]) ? at - 1 : at;
    }
}
