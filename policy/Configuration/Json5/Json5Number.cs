using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Moltbot.Policy.Configuration.Json5;

/// <summary>Numbers: sign, decimal with or without leading or trailing digits, exponent, hexadecimal.</summary>
internal static class Json5Number
{
    public static JsonValue Read(Json5Reader reader)
    {
        var negative = false;
        if (reader.Peek() is '+' or '-')
            negative = reader.Read() == '-';
        return reader.Peek() switch
        {
            'I' => throw NotFinite(reader, "Infinity"),
            'N' => throw NotFinite(reader, "NaN"),
            '0' when reader.Peek(1) is 'x' or 'X' => ReadHexadecimal(reader, negative),
            _ => ReadDecimal(reader, negative),
        };
    }

    private static JsonValue ReadDecimal(Json5Reader reader, bool negative)
    {
        var digits = new StringBuilder(negative ? "-" : "");
        var whole = true;
        if (reader.Peek() == '0')
            digits.Append(reader.Read());
        else
            ReadDigits(reader, digits, atLeastOne: reader.Peek() != '.');
        if (reader.Peek() == '.')
        {
            whole = false;
            var leading = digits.Length == (negative ? 1 : 0);
            digits.Append(leading ? "0." : ".");
            reader.Read();
            ReadDigits(reader, digits, atLeastOne: leading);
            digits.Append('0');
        }
        if (reader.Peek() is 'e' or 'E')
        {
            whole = false;
            digits.Append(reader.Read());
            if (reader.Peek() is '+' or '-')
                digits.Append(reader.Read());
            ReadDigits(reader, digits, atLeastOne: true);
        }
        // Ids of platforms are larger than a double holds exactly, so whole numbers stay whole numbers.
        if (whole && long.TryParse(digits.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exact))
            return JsonValue.Create(exact);
        return Finite(reader, double.Parse(digits.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture));
    }

    private static JsonValue ReadHexadecimal(Json5Reader reader, bool negative)
    {
        reader.Skip(2);
        if (!char.IsAsciiHexDigit(reader.Peek()))
            throw reader.InvalidNext();
        double value = 0;
        while (char.IsAsciiHexDigit(reader.Peek()))
            value = (value * 16) + Convert.ToInt32(reader.Read().ToString(), 16);
        if (value <= long.MaxValue / 2)
            return JsonValue.Create(negative ? -(long)value : (long)value);
        return Finite(reader, negative ? -value : value);
    }

    private static void ReadDigits(Json5Reader reader, StringBuilder digits, bool atLeastOne)
    {
        if (atLeastOne && !char.IsAsciiDigit(reader.Peek()))
            throw reader.InvalidNext();
        while (char.IsAsciiDigit(reader.Peek()))
            digits.Append(reader.Read());
    }

    private static JsonValue Finite(Json5Reader reader, double value) =>
        double.IsFinite(value) ? JsonValue.Create(value) : throw reader.Error("number is too large");

    private static Json5Exception NotFinite(Json5Reader reader, string word)
    {
        Json5Parser.ReadWord(reader, word);
        return reader.Error($"{word} is not allowed here");
    }
}
