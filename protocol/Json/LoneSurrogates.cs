namespace Moltbot.Protocol.Json;

/// <summary>
/// Half of a surrogate pair, as JavaScript writes it (<c>\ud83d</c>) when a text was cut inside an emoji. It is not Unicode
/// and cannot be stored or sent, so it becomes U+FFFD, which is what JavaScript's own UTF-8 encoder makes of it.
/// </summary>
internal static class LoneSurrogates
{
    private const int EscapeLength = 6;

    /// <summary>The same text with each lone half replaced; the very same memory when there is none.</summary>
    internal static ReadOnlyMemory<byte> Repair(ReadOnlyMemory<byte> utf8)
    {
        var span = utf8.Span;
        Span<byte> copy = default;
        var result = utf8;
        var at = 0;
        while (span[at..].IndexOf((byte)'\\') is >= 0 and var offset)
        {
            at += offset;
            if (UnitAt(span, at) is not { } unit || !char.IsSurrogate(unit))
            {
                at = Math.Min(at + 2, span.Length);
                continue;
            }

            if (char.IsHighSurrogate(unit) && UnitAt(span, at + EscapeLength) is { } next && char.IsLowSurrogate(next))
            {
                at += 2 * EscapeLength;
                continue;
            }

            if (copy.IsEmpty)
            {
                var bytes = utf8.ToArray();
                result = bytes;
                copy = bytes;
            }

            "\\ufffd"u8.CopyTo(copy[at..]);
            at += EscapeLength;
        }

        return result;
    }

    private static char? UnitAt(ReadOnlySpan<byte> span, int at)
    {
        if (at + EscapeLength > span.Length || span[at] != '\\' || span[at + 1] != 'u')
        {
            return null;
        }

        var unit = 0;
        foreach (var digit in span.Slice(at + 2, 4))
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                return null;
            }

            unit = (unit << 4) | ((digit & 0xF) + (digit >= (byte)'A' ? 9 : 0));
        }

        return (char)unit;
    }
}
