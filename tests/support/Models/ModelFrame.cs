using System.Text;
using System.Text.Json.Nodes;

namespace Moltbot.TestSupport.Models;

/// <summary>Bytes to send, or a step that is not about bytes.</summary>
internal readonly record struct ModelFrame(byte[]? Bytes, ModelStep? Control)
{
    public static ModelFrame Event(JsonObject data, string? name = null) =>
        Text((name is null ? "" : $"event: {name}\n") + "data: " + data.ToJsonString() + "\n\n");

    public static ModelFrame Text(string text) => new(Encoding.UTF8.GetBytes(text), null);

    public static ModelFrame Of(ModelStep control) => new(null, control);
}
