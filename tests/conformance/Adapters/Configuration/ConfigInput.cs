using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;

namespace Moltbot.Conformance.Adapters.Configuration;

/// <summary>Reads trees and positional arguments out of cases.</summary>
internal static class ConfigInput
{
    /// <summary>A named input, or the argument at <paramref name="position"/> where a case lists arguments.</summary>
    public static JsonElement Argument(this JsonElement input, string name, int position) =>
        input.Get("args") is { } list ? list.GetArrayLength() > position ? list[position] : default : input.Get(name) ?? default;

    /// <summary>A named member of the input, or of the object that is the only argument.</summary>
    public static JsonElement? Member(this JsonElement input, string name) =>
        input.Get("args") is { } list && list.GetArrayLength() > 0 ? list[0].Get(name) : input.Get(name);

    public static JsonNode? Node(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.Object => JsonObject.Create(element),
        JsonValueKind.Array => JsonArray.Create(element),
        _ => JsonValue.Create(element),
    };

    public static IReadOnlyList<string> Keys(this JsonElement list) => [.. list.EnumerateArray().Select(static key => key.GetString()!)];

    public static ConfigSection Section(JsonElement? element) => new(element ?? default);

    /// <summary>A raw document as a loaded one would be seen, without the defaults that loading adds.</summary>
    public static ConfigDocument Document(JsonElement? config) =>
        new(config is { ValueKind: JsonValueKind.Object } tree ? JsonObject.Create(tree)! : [], "", "", version: 0);

    /// <summary>The agents of a raw document, as a loaded one would show them.</summary>
    public static AgentsConfig Agents(JsonElement? config) => AgentsConfig.From(Section(config).Section("agents"));
}
