using System.Text.Json;
using Moltbot.Protocol.Json;

namespace Moltbot.Gateway.Methods.Nodes;

/// <summary>The fields of a node event's payload; one of another type counts as left out.</summary>
internal readonly struct NodeEventFields(RawJson payload)
{
    private readonly JsonElement _root = payload.IsNullOrMissing ? default : payload.ToElement();

    public string? Text(string name) =>
        Find(name) is { ValueKind: JsonValueKind.String } value && value.GetString()?.Trim() is { Length: > 0 } text ? text : null;

    public long? Number(string name) =>
        Find(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out long number) ? number : null;

    public bool IsTrue(string name) => Find(name).ValueKind == JsonValueKind.True;

    public TimeSpan? Seconds(string name) => Number(name) is > 0 and <= 86_400 and var seconds ? TimeSpan.FromSeconds(seconds) : null;

    private JsonElement Find(string name) =>
        _root.ValueKind == JsonValueKind.Object && _root.TryGetProperty(name, out JsonElement value) ? value : default;
}
