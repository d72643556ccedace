using System.Text.Json;
using System.Text.Json.Nodes;

namespace Moltbot.Conformance.Adapters;

/// <summary>Reads the loosely typed inputs of cases; what is missing is null.</summary>
internal static class CaseInput
{
    internal static JsonElement? Get(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
        && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)
            ? value
            : null;

    internal static JsonElement? Get(this JsonElement? element, string name) => element is { } value ? value.Get(name) : null;

    /// <summary>The text of a string property; null for anything else.</summary>
    internal static string? Text(this JsonElement element, string name) => AsText(element.Get(name));

    internal static string? Text(this JsonElement? element, string name) => AsText(element.Get(name));

    /// <summary>A string, or a number as text: platforms have both for ids.</summary>
    internal static string? Id(this JsonElement element, string name) => AsId(element.Get(name));

    internal static bool? Flag(this JsonElement element, string name) => element.Get(name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    internal static bool? Flag(this JsonElement? element, string name) => element is { } value ? value.Flag(name) : null;

    internal static double? Number(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

    internal static double? Number(this JsonElement? element, string name) => element is { } value ? value.Number(name) : null;

    /// <summary>The texts of a list, numbers as text; null when there is no list.</summary>
    internal static IReadOnlyList<string>? Texts(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Select(each => AsId(each) ?? "")]
            : null;

    internal static IReadOnlyList<string>? Texts(this JsonElement? element, string name) =>
        element is { } value ? value.Texts(name) : null;

    /// <summary>The one object a function takes: the input itself, or the first of its recorded arguments.</summary>
    internal static JsonElement One(this JsonElement input) =>
        input.Get("args") is { ValueKind: JsonValueKind.Array } args && args.GetArrayLength() > 0 ? args[0] : input;

    /// <summary>An argument by name, or by place in files that record calls as <c>{args:[…]}</c>.</summary>
    internal static JsonElement? Arg(this JsonElement input, string name, int place) =>
        input.Get("args") is { ValueKind: JsonValueKind.Array } args
            ? args.GetArrayLength() > place && args[place].ValueKind != JsonValueKind.Null ? args[place] : null
            : input.Get(name);

    internal static string? AsText(this JsonElement? value) =>
        value is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    internal static string? AsId(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : AsText(value);

    internal static string? Id(this JsonElement? element, string name) => element is { } value ? value.Id(name) : null;

    /// <summary>The texts of a list; null when it is none.</summary>
    internal static IReadOnlyList<string>? AsTexts(this JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Select(each => AsId(each) ?? "")] : null;

    internal static JsonArray ToJson(this IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode?)text)]);
}
