using System.Globalization;
using System.Text;

namespace Moltbot.Runner.Memory;

/// <summary>
/// The words of a text, one after the other: letters and digits of any script, case folded. Of scripts that are written without blanks each
/// character is a word.
/// </summary>
internal ref struct MemoryWords(ReadOnlySpan<char> text)
{
    /// <summary>UTF-16 units of a word that count.</summary>
    private const int MaxLength = 64;

    private readonly int _all = text.Length;
    private readonly char[] _word = new char[MaxLength];
    private ReadOnlySpan<char> _rest = text;
    private int _length;

    /// <summary>The word, folded.</summary>
    public readonly ReadOnlySpan<char> Current => _word.AsSpan(0, _length);

    /// <summary>Where the word begins in the text.</summary>
    public int At { get; private set; }

    /// <summary>Goes on to the next word; false at the end.</summary>
    public bool MoveNext()
    {
        _length = 0;
        while (!_rest.IsEmpty)
        {
            Rune.DecodeFromUtf16(_rest, out var rune, out var units);
            var isPart = IsPart(rune);
            var isWord = isPart && IsWord(rune.Value);
            if (_length > 0 && (isWord || !isPart))
            {
                return true;
            }

            if (isPart)
            {
                Add(rune);
            }

            _rest = _rest[units..];
            if (isWord)
            {
                return true;
            }
        }

        return _length > 0;
    }

    private void Add(Rune rune)
    {
        if (_length == 0)
        {
            At = _all - _rest.Length;
        }

        // Up and down again: letters that differ in their small forms alone are the same.
        var folded = Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune));
        if (_length + folded.Utf16SequenceLength <= MaxLength)
        {
            _length += folded.EncodeToUtf16(_word.AsSpan(_length));
        }
    }

    private static bool IsPart(Rune rune) =>
        Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>Thai, Lao, Burmese, Khmer, kana and Han.</summary>
    private static bool IsWord(int rune) => rune is
        (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF) or (>= 0x3040 and <= 0x30FF)
        or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);
}
