using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Moltbot.Policy.Exec.Text;

namespace Moltbot.Policy.Tools.Mcp;

/// <summary>
/// The JSON schema of a tool's arguments as models are shown it. A server wrote it: what is not one of the usual words of a schema is left out, since
/// one that a provider does not take would fail every turn, and so is what nobody sees.
/// </summary>
public static partial class McpSchema
{
    /// <summary>Longest schema, characters of its JSON. Arbitrary: hundreds of arguments.</summary>
    public const int MaxLength = 8 << 10;

    /// <summary>How deep it may be. Arbitrary: deeper than arguments of tools are.</summary>
    public const int MaxDepth = 24;

    private const string Definitions = "$defs", Reference = "$ref", ReferenceTo = "#/$defs/";

    /// <summary>What providers refuse about the arguments as a whole, and a whole request with it.</summary>
    private static readonly string[] NotAtTop = ["anyOf", "oneOf", "allOf", "not", "enum", "const", Reference];

    private static readonly string[] Values = ["const", "default", "enum"];

    private static readonly string[] Numbers = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];

    private static readonly string[] Counts = ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"];

    private static readonly string[] Texts = ["description", "title", "format", "pattern"];

    private static readonly string[] Types = ["string", "number", "integer", "boolean", "object", "array", "null"];

    /// <summary>The schema as it may be shown; null for one that is none of an object, too long or too deep.</summary>
    public static JsonElement? Clean(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object || schema.GetRawText().Length > MaxLength || DepthOf(schema, MaxDepth) > MaxDepth)
        {
            return null;
        }

        try
        {
            if (Of(schema, [.. Members(schema, Definitions).Select(static each => each.Name)]) is not JsonObject clean || (clean["type"] is { } type && type.ToJsonString() != "\"object\""))
            {
                return null;
            }

            foreach (var word in NotAtTop)
            {
                clean.Remove(word);
            }

            clean["type"] = "object";
            clean["properties"] ??= new JsonObject();
            return JsonElement.Parse(clean.ToJsonString());
        }
        catch (Exception none) when (none is InvalidOperationException or ArgumentException)
        {
            // Half a character in a text, or a key that stands there twice.
            return null;
        }
    }

    private static JsonNode Of(JsonElement schema, HashSet<string> defined)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return new JsonObject();
        }

        var clean = new JsonObject();
        foreach (var (name, value) in schema.ValueKind == JsonValueKind.Object ? schema.EnumerateObject().Select(static each => (each.Name, each.Value)) : [])
        {
            if (Member(name, value, defined) is { } kept)
            {
                clean[name] = kept;
            }
        }

        return clean;
    }

    private static JsonNode? Member(string name, JsonElement value, HashSet<string> defined) => name switch
    {
        "type" => TypeOf(value),
        "properties" or Definitions when value.ValueKind == JsonValueKind.Object => Named(value, defined),
        "items" or "additionalProperties" or "not" => value.ValueKind is JsonValueKind.True or JsonValueKind.False && name == "additionalProperties"
            ? JsonValue.Create(value.GetBoolean())
            : value.ValueKind == JsonValueKind.Object ? Of(value, defined) : null,
        "anyOf" or "oneOf" or "allOf" when value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 =>
            new JsonArray([.. value.EnumerateArray().Select(each => Of(each, defined))]),
        "required" when value.ValueKind == JsonValueKind.Array =>
            new JsonArray([.. value.EnumerateArray().Where(static each => each.ValueKind == JsonValueKind.String && Property().IsMatch(each.GetString()!)).Select(static each => each.GetString()!).Distinct(StringComparer.Ordinal).Select(static each => JsonValue.Create(each))]),
        "multipleOf" when value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var step) && step > 0 => JsonNode.Parse(value.GetRawText()),
        "uniqueItems" when value.ValueKind is JsonValueKind.True or JsonValueKind.False => JsonValue.Create(value.GetBoolean()),
        Reference when value.ValueKind == JsonValueKind.String && value.GetString() is { } to && to.StartsWith(ReferenceTo, StringComparison.Ordinal) && defined.Contains(to[ReferenceTo.Length..])
            && Property().IsMatch(to[ReferenceTo.Length..]) => JsonValue.Create(to),
        _ when Numbers.Contains(name, StringComparer.Ordinal) && value.ValueKind == JsonValueKind.Number => JsonNode.Parse(value.GetRawText()),
        _ when Counts.Contains(name, StringComparer.Ordinal) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count) && count >= 0 => JsonValue.Create(count),
        _ when Texts.Contains(name, StringComparer.Ordinal) && value.ValueKind == JsonValueKind.String => JsonValue.Create(HostileText.WithoutHidden(value.GetString()!)),
        _ when Values.Contains(name, StringComparer.Ordinal) && (name != "enum" || value.ValueKind == JsonValueKind.Array) => Value(value),
        _ => null,
    };

    private static JsonObject Named(JsonElement members, HashSet<string> defined)
    {
        var clean = new JsonObject();

        // A name that providers do not take cannot be left out of the object alone: the tool may need it.
        foreach (var member in members.EnumerateObject())
        {
            clean[Property().IsMatch(member.Name) ? member.Name : throw new ArgumentException("a property has a name that no provider takes", nameof(members))] = Of(member.Value, defined);
        }

        return clean;
    }

    private static JsonNode? TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when Types.Contains(value.GetString(), StringComparer.Ordinal) => JsonValue.Create(value.GetString()),
        JsonValueKind.Array when value.GetArrayLength() > 0 && value.EnumerateArray().All(static each => each.ValueKind == JsonValueKind.String && Types.Contains(each.GetString(), StringComparer.Ordinal)) =>
            new JsonArray([.. value.EnumerateArray().Select(static each => each.GetString()!).Distinct(StringComparer.Ordinal).Select(static each => JsonValue.Create(each))]),
        _ => null,
    };

    private static JsonNode? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => JsonValue.Create(HostileText.WithoutHidden(value.GetString()!)),
        JsonValueKind.Array => new JsonArray([.. value.EnumerateArray().Select(Value)]),
        JsonValueKind.Object => new JsonObject(value.EnumerateObject().Select(static each => KeyValuePair.Create(HostileText.WithoutHidden(each.Name), Value(each.Value)))),
        _ => JsonNode.Parse(value.GetRawText()),
    };

    private static IEnumerable<JsonProperty> Members(JsonElement schema, string name) =>
        schema.TryGetProperty(name, out var members) && members.ValueKind == JsonValueKind.Object ? members.EnumerateObject() : [];

    private static int DepthOf(JsonElement value, int left) => left < 0 ? 1 : value.ValueKind switch
    {
        JsonValueKind.Object => 1 + value.EnumerateObject().Select(each => DepthOf(each.Value, left - 1)).DefaultIfEmpty(0).Max(),
        JsonValueKind.Array => 1 + value.EnumerateArray().Select(each => DepthOf(each, left - 1)).DefaultIfEmpty(0).Max(),
        _ => 0,
    };

    /// <summary>Names of arguments that all providers take.</summary>
    [GeneratedRegex(@"\A[A-Za-z0-9_.-]{1,64}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Property();
}
