using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Nodes;

/// <summary>Something happened on a node.</summary>
public sealed record NodeEventParams
{
    /// <summary>What.</summary>
    public required string Event { get; init; }

    /// <summary>Data.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public RawJson Payload { get; init; }

    /// <summary>Data as JSON text.</summary>
    [JsonPropertyName("payloadJSON")]
    public string? PayloadJson { get; init; }
}
