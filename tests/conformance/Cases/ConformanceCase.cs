using System.Text.Json;
using System.Text.Json.Nodes;

namespace Moltbot.Conformance.Cases;

/// <summary>One case of a file.</summary>
/// <param name="Area">The file's area.</param>
/// <param name="Id">Its name, unique in the file.</param>
/// <param name="Function">The original's function.</param>
/// <param name="Input">Its arguments.</param>
/// <param name="Expected">What is asked of us: the recommendation where there is one, else the original's answer.</param>
internal sealed record ConformanceCase(string Area, string Id, string Function, JsonElement Input, JsonNode? Expected)
{
    internal static ConformanceCase Read(string area, JsonElement each) => new(
        area,
        TextOf(each, "id"),
        TextOf(each, "fn"),
        each.TryGetProperty("input", out var input) ? input : default,
        NodeOf(each.TryGetProperty("recommended", out var recommended) || each.TryGetProperty("expected", out recommended) ? recommended : default));

    internal static JsonNode? NodeOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.Object => JsonObject.Create(element),
        JsonValueKind.Array => JsonArray.Create(element),
        _ => JsonValue.Create(element),
    };

    private static string TextOf(JsonElement each, string name) =>
        each.TryGetProperty(name, out var text) && text.ValueKind is JsonValueKind.String ? text.GetString()! : "?";
}
