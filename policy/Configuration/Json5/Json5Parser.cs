using System.Text.Json.Nodes;

namespace Moltbot.Policy.Configuration.Json5;

/// <summary>
/// JSON5 (json5.org, version 1.0.0): JSON with comments, bare keys, single quotes, trailing commas, hexadecimal numbers.
/// A key given twice takes the last value. <c>NaN</c> and infinities are refused: no JSON can carry them on.
/// </summary>
public static class Json5Parser
{
    /// <summary>Reads a text; null stands for the value <c>null</c>.</summary>
    /// <exception cref="Json5Exception">The text is not JSON5, too long or too deep.</exception>
    public static JsonNode? Parse(string text, Json5Limits? limits = null)
    {
        limits ??= Json5Limits.Default;
        var reader = new Json5Reader(text);
        if (text.Length > limits.MaxLength)
            throw reader.Error($"text is too long ({text.Length} characters, at most {limits.MaxLength})");
        var value = ReadValue(reader, limits.MaxDepth);
        reader.SkipSpace();
        return reader.AtEnd ? value : throw reader.InvalidNext();
    }

    private static JsonNode? ReadValue(Json5Reader reader, int depth)
    {
        reader.SkipSpace();
        switch (reader.Peek())
        {
            case '{':
                return ReadObject(reader, depth);
            case '[':
                return ReadList(reader, depth);
            case '"' or '\'':
                return JsonValue.Create(Json5Text.ReadString(reader));
            case 'n':
                ReadWord(reader, "null");
                return null;
            case 't':
                ReadWord(reader, "true");
                return JsonValue.Create(true);
            case 'f':
                ReadWord(reader, "false");
                return JsonValue.Create(false);
            case '-' or '+' or '.' or 'I' or 'N' or (>= '0' and <= '9'):
                return Json5Number.Read(reader);
            default:
                throw reader.InvalidNext();
        }
    }

    private static JsonObject ReadObject(Json5Reader reader, int depth)
    {
        Enter(reader, depth);
        var result = new JsonObject();
        while (true)
        {
            reader.SkipSpace();
            if (reader.Peek() == '}')
                break;
            var key = reader.Peek() is '"' or '\'' ? Json5Text.ReadString(reader) : Json5Text.ReadName(reader);
            reader.SkipSpace();
            if (reader.Peek() != ':')
                throw reader.InvalidNext();
            reader.Read();
            result[key] = ReadValue(reader, depth - 1);
            if (!ReadComma(reader, '}'))
                break;
        }
        reader.Read();
        return result;
    }

    private static JsonArray ReadList(Json5Reader reader, int depth)
    {
        Enter(reader, depth);
        var result = new JsonArray();
        while (true)
        {
            reader.SkipSpace();
            if (reader.Peek() == ']')
                break;
            result.Add(ReadValue(reader, depth - 1));
            if (!ReadComma(reader, ']'))
                break;
        }
        reader.Read();
        return result;
    }

    private static void Enter(Json5Reader reader, int depth)
    {
        reader.Read();
        if (depth <= 0)
            throw reader.Error("too many objects and lists inside each other");
    }

    /// <summary>After a value: a comma, or the closing bracket (left to be read).</summary>
    private static bool ReadComma(Json5Reader reader, char close)
    {
        reader.SkipSpace();
        if (reader.Peek() == close && !reader.AtEnd)
            return false;
        if (reader.Peek() != ',')
            throw reader.InvalidNext();
        reader.Read();
        return true;
    }

    internal static void ReadWord(Json5Reader reader, string word)
    {
        foreach (var expected in word)
        {
            if (reader.Peek() != expected)
                throw reader.InvalidNext();
            reader.Read();
        }
    }
}
