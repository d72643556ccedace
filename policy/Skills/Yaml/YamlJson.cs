using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Moltbot.Policy.Skills.Yaml;

/// <summary>YAML as JSON: a bare word that reads as a number, a truth value or nothing is one.</summary>
internal static class YamlJson
{
    /// <summary>The JSON of a part; null stands for the value null.</summary>
    public static JsonNode? Of(YamlNode node) => Of(node, static text => JsonValue.Create(text));

    /// <summary>The same, with each text that stays one taken through <paramref name="fill"/>; null for no part.</summary>
    public static JsonNode? Of(YamlNode? node, Func<string, JsonNode?> fill) => node switch
    {
        YamlMap map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key, Of(entry.Value, fill)))),
        YamlList list => new JsonArray([.. list.Items.Select(item => Of(item, fill))]),
        YamlText { IsPlain: true } plain => Plain(plain.Value, fill),
        YamlText text => fill(text.Value),
        _ => null,
    };

    private static JsonNode? Plain(string word, Func<string, JsonNode?> fill) => word switch
    {
        "" or "null" or "~" => null,
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        _ => Number(word) ?? fill(word),
    };

    /// <summary>Only what JSON calls a number: a version or a telephone number stays a text.</summary>
    private static JsonValue? Number(string word)
    {
        if (word.Length > 30 || !(char.IsAsciiDigit(word[0]) || word[0] == '-') || !double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            return null;
        }

        try
        {
            using var number = JsonDocument.Parse(word);
            return JsonValue.Create(number.RootElement.Clone());
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
