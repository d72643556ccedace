using System.Globalization;
using System.Text;

namespace Moltbot.Runner.Processes;

/// <summary>Reads an output of any length and keeps its beginning and, when asked to, its end, in memory that does not grow with it.</summary>
internal sealed class OutputWindow : IOutputSink
{
    // Room for the line that says what was left out.
    private const int NoticeLength = 64;

    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly char[] _head;
    private readonly char[] _tail;
    private readonly int _max;
    private long _count;

    /// <param name="max">Most characters that are kept.</param>
    /// <param name="keepsEnd">Whether half of them are the last ones.</param>
    public OutputWindow(int max, bool keepsEnd)
    {
        _max = max;
        var kept = keepsEnd && max >= 4 * NoticeLength ? max / 2 : max;
        _head = new char[kept];
        _tail = new char[max - kept];
    }

    /// <summary>How many characters came.</summary>
    public long Count => _count;

    /// <summary>Takes the next bytes. A sequence that is no UTF-8 becomes U+FFFD.</summary>
    public void Add(ReadOnlySpan<byte> bytes) => Decode(bytes, isLast: false);

    /// <summary>What is kept.</summary>
    public KeptText End()
    {
        Decode([], isLast: true);
        var head = new string(_head, 0, (int)Math.Min(_count, _head.Length));
        if (_count <= _max)
        {
            return new KeptText(head + Tail(Math.Max(0, _count - _head.Length)), Truncated: false);
        }

        if (_tail.Length == 0)
        {
            return new KeptText(Whole(head), Truncated: true);
        }

        var end = Tail(_tail.Length - NoticeLength);
        var left = _count - head.Length - end.Length;
        return new KeptText(
            string.Create(CultureInfo.InvariantCulture, $"{Whole(head)}\n[{left} characters left out]\n{(char.IsLowSurrogate(end[0]) ? end[1..] : end)}"), Truncated: true);
    }

    private void Decode(ReadOnlySpan<byte> bytes, bool isLast)
    {
        Span<char> chars = stackalloc char[1024];
        bool isDone;
        do
        {
            _decoder.Convert(bytes, chars, isLast, out var used, out var made, out isDone);
            Keep(chars[..made]);
            bytes = bytes[used..];
        }
        while (!isDone);
    }

    private void Keep(ReadOnlySpan<char> chars)
    {
        if (_count < _head.Length)
        {
            var first = chars[..(int)Math.Min(chars.Length, _head.Length - _count)];
            first.CopyTo(_head.AsSpan((int)_count));
            _count += first.Length;
            chars = chars[first.Length..];
        }

        if (_tail.Length == 0)
        {
            _count += chars.Length;
            return;
        }

        foreach (var each in chars)
        {
            _tail[(_count++ - _head.Length) % _tail.Length] = each;
        }
    }

    // The last characters of the ring.
    private string Tail(long length) => string.Create((int)length, this, static (text, window) =>
    {
        var from = window._count - window._head.Length - text.Length;
        for (var place = 0; place < text.Length; place++)
        {
            text[place] = window._tail[(from + place) % window._tail.Length];
        }
    });

    private static string Whole(string head) => head.Length > 0 && char.IsHighSurrogate(head[^1]) ? head[..^1] : head;
}
