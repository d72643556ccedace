using System.Text.Json;
using System.Text.Json.Nodes;

namespace Moltbot.Policy.Configuration;

/// <summary>Turns trees into immutable elements.</summary>
internal static class ConfigJson
{
    /// <summary>Far above what a text with all its includes can nest (<see cref="Json5.Json5Limits"/> times eleven files).</summary>
    private const int MaxDepth = 1000;

    public static JsonElement ToElement(JsonObject tree)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { MaxDepth = MaxDepth }))
            tree.WriteTo(writer);
        using var document = JsonDocument.Parse(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), new JsonDocumentOptions { MaxDepth = MaxDepth });
        return document.RootElement.Clone();
    }
}
