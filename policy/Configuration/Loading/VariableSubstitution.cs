using System.Text;
using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Schema.Rules;

namespace Moltbot.Policy.Configuration.Loading;

/// <summary>
/// <c>${NAME}</c> in values (never in keys); names are <c>[A-Z_][A-Z0-9_]*</c>, <c>$${NAME}</c> keeps the text. What is put in is
/// not looked at again. A variable that is missing or empty is an error: an empty secret would pass for a real one.
/// </summary>
internal static class VariableSubstitution
{
    /// <exception cref="ConfigLoadException">A variable is missing; the message names it and the place.</exception>
    public static JsonNode? Apply(JsonNode? value, Func<string, string?> variable, string path = "") => value switch
    {
        JsonArray list => new JsonArray([.. list.Select((item, index) => Apply(item, variable, $"{path}[{index}]"))]),
        JsonObject shape => new JsonObject(shape.Select(entry =>
            KeyValuePair.Create(entry.Key, Apply(entry.Value, variable, Inspection.Join(path, entry.Key))))),
        _ => Kinds.Text(value) is { } text && text.Contains('$') ? JsonValue.Create(Expand(text, variable, path)) : value?.DeepClone(),
    };

    /// <summary>The places where a value names a variable.</summary>
    public static IEnumerable<string> Uses(JsonNode? value, string path = "") => value switch
    {
        JsonArray list => list.SelectMany((item, index) => Uses(item, $"{path}[{index}]")),
        JsonObject shape => shape.SelectMany(entry => Uses(entry.Value, Inspection.Join(path, entry.Key))),
        _ => Kinds.Text(value) is { } text && Names(text) ? [path] : [],
    };

    private static bool Names(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (NameAt(text, index, "${") is { } name && (index == 0 || text[index - 1] != '$'))
                return name.Length > 0;
        }
        return false;
    }

    private static string Expand(string text, Func<string, string?> variable, string path)
    {
        var result = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            if (NameAt(text, index, "$${") is { } kept)
            {
                result.Append("${").Append(kept).Append('}');
                index += kept.Length + 3;
            }
            else if (NameAt(text, index, "${") is { } name)
            {
                result.Append(variable(name) is { Length: > 0 } found
                    ? found
                    : throw new ConfigLoadException($"Missing env var \"{name}\" referenced at config path: {path}", path));
                index += name.Length + 2;
            }
            else
            {
                result.Append(text[index]);
            }
        }
        return result.ToString();
    }

    private static string? NameAt(string text, int index, string opening)
    {
        if (string.CompareOrdinal(text, index, opening, 0, opening.Length) != 0)
            return null;
        var start = index + opening.Length;
        var end = text.IndexOf('}', start);
        if (end <= start)
            return null;
        var name = text[start..end];
        return IsName(name) ? name : null;
    }

    private static bool IsName(string name) => !char.IsAsciiDigit(name[0])
        && name.All(static character => character is >= 'A' and <= 'Z' or >= '0' and <= '9' or '_');
}
