using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Moltbot.Grains.Agents.Tools.Cluster;

/// <summary>Results for models: JSON on one line, without what is not there.</summary>
internal static class ToolJson
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The result that holds a value.</summary>
    public static ToolResult Result(JsonNode value) => new(Text(value), IsError: false);

    /// <summary>As it is told.</summary>
    public static string Text(JsonNode value) => value.ToJsonString(Plain);

    /// <summary>An object of what there is.</summary>
    public static JsonObject Of(params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        var made = new JsonObject();
        foreach ((string name, JsonNode? value) in members)
        {
            if (value is not null)
            {
                made[name] = value;
            }
        }

        return made;
    }
}
