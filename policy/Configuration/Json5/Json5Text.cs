using System.Globalization;
using System.Text;

namespace Moltbot.Policy.Configuration.Json5;

/// <summary>Quoted strings and bare names.</summary>
internal static class Json5Text
{
    public static string ReadString(Json5Reader reader)
    {
        var quote = reader.Read();
        var result = new StringBuilder();
        while (true)
        {
            if (reader.AtEnd)
                throw reader.InvalidNext();
            var character = reader.Read();
            if (character == quote)
                return result.ToString();
            if (character is '\n' or '\r')
                throw reader.Invalid(character, atEnd: false);
            if (character == '\\')
                ReadEscape(reader, result);
            else
                result.Append(character);
        }
    }

    public static string ReadName(Json5Reader reader)
    {
        var result = new StringBuilder();
        while (ReadNamePart(reader, isStart: result.Length == 0) is { } part)
            result.Append(part);
        return result.Length > 0 ? result.ToString() : throw reader.InvalidNext();
    }

    private static string? ReadNamePart(Json5Reader reader, bool isStart)
    {
        if (reader.Peek() == '\\')
        {
            reader.Read();
            if (reader.Peek() != 'u')
                throw reader.InvalidNext();
            reader.Read();
            var escaped = ReadHexadecimal(reader, 4);
            return IsNamePart(new Rune(char.IsSurrogate(escaped) ? '\ufffd' : escaped), isStart)
                ? escaped.ToString()
                : throw reader.Error("invalid identifier character");
        }
        var first = reader.Peek();
        if (char.IsHighSurrogate(first) && char.IsLowSurrogate(reader.Peek(1)))
        {
            var rune = new Rune(first, reader.Peek(1));
            if (!IsNamePart(rune, isStart))
                return null;
            reader.Skip(2);
            return rune.ToString();
        }
        if (reader.AtEnd || char.IsSurrogate(first) || !IsNamePart(new Rune(first), isStart))
            return null;
        return reader.Read().ToString();
    }

    private static bool IsNamePart(Rune rune, bool isStart)
    {
        if (rune.Value is '$' or '_')
            return true;
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber => true,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation => !isStart,
            _ => !isStart && rune.Value is 0x200C or 0x200D,
        };
    }

    private static void ReadEscape(Json5Reader reader, StringBuilder result)
    {
        if (reader.AtEnd)
            throw reader.InvalidNext();
        var character = reader.Read();
        switch (character)
        {
            case 'b':
                result.Append('\b');
                break;
            case 'f':
                result.Append('\f');
                break;
            case 'n':
                result.Append('\n');
                break;
            case 'r':
                result.Append('\r');
                break;
            case 't':
                result.Append('\t');
                break;
            case 'v':
                result.Append('\v');
                break;
            case '0':
                if (char.IsAsciiDigit(reader.Peek()))
                    throw reader.InvalidNext();
                result.Append('\0');
                break;
            case 'x':
                result.Append(ReadHexadecimal(reader, 2));
                break;
            case 'u':
                result.Append(ReadHexadecimal(reader, 4));
                break;
            case '\r':
                if (reader.Peek() == '\n')
                    reader.Read();
                break;
            case '\n' or '\u2028' or '\u2029':
                break;
            case >= '1' and <= '9':
                throw reader.Invalid(character, atEnd: false);
            default:
                result.Append(character);
                break;
        }
    }

    private static char ReadHexadecimal(Json5Reader reader, int digits)
    {
        var value = 0;
        for (var index = 0; index < digits; index++)
        {
            if (!char.IsAsciiHexDigit(reader.Peek()))
                throw reader.InvalidNext();
            value = (value * 16) + int.Parse(reader.Read().ToString(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        }
        return (char)value;
    }
}
