using System.Globalization;

namespace Moltbot.Policy.Configuration.Json5;

/// <summary>Walks over a text by character and knows where it is.</summary>
internal sealed class Json5Reader(string text)
{
    /// <summary>Stands for the end of the text.</summary>
    public const char End = '\uffff';

    private int position;
    private int line = 1;
    private int column;

    public bool AtEnd => position >= text.Length;

    public char Peek(int ahead = 0) => position + ahead < text.Length ? text[position + ahead] : End;

    public char Read()
    {
        if (AtEnd)
        {
            column++;
            return End;
        }
        var character = text[position++];
        if (character == '\n')
        {
            line++;
            column = 0;
        }
        else
        {
            column++;
        }
        return character;
    }

    public void Skip(int count)
    {
        for (var index = 0; index < count; index++)
            Read();
    }

    /// <summary>Refuses the character read last.</summary>
    public Json5Exception Invalid(char character, bool atEnd) => atEnd
        ? Error("invalid end of input")
        : Error($"invalid character '{Shown(character)}'");

    /// <summary>Reads the next character and refuses it.</summary>
    public Json5Exception InvalidNext()
    {
        var atEnd = AtEnd;
        return Invalid(Read(), atEnd);
    }

    public Json5Exception Error(string problem) =>
        new(string.Create(CultureInfo.InvariantCulture, $"JSON5: {problem} at {line}:{column}"), line, column);

    public void SkipSpace()
    {
        while (!AtEnd)
        {
            if (IsSpace(Peek()))
                Read();
            else if (Peek() == '/')
                SkipComment();
            else
                return;
        }
    }

    private void SkipComment()
    {
        Read();
        switch (Peek())
        {
            case '/':
                while (!AtEnd && Peek() is not ('\n' or '\r' or '\u2028' or '\u2029'))
                    Read();
                return;
            case '*':
                Read();
                while (!(Peek() == '*' && Peek(1) == '/'))
                {
                    if (AtEnd)
                        throw InvalidNext();
                    Read();
                }
                Skip(2);
                return;
            default:
                throw InvalidNext();
        }
    }

    private static bool IsSpace(char character) => character switch
    {
        '\t' or '\v' or '\f' or ' ' or '\u00a0' or '\ufeff' or '\n' or '\r' or '\u2028' or '\u2029' => true,
        _ => character > 127 && char.GetUnicodeCategory(character) == UnicodeCategory.SpaceSeparator,
    };

    private static string Shown(char character) => character switch
    {
        '\'' => "\\'",
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\v' => "\\v",
        '\0' => "\\0",
        '\u2028' => "\\u2028",
        '\u2029' => "\\u2029",
        < ' ' => string.Create(CultureInfo.InvariantCulture, $"\\x{(int)character:x2}"),
        _ => character.ToString(),
    };
}
