using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Nodes;

/// <summary>What the node answered.</summary>
public sealed record NodeInvokeResult
{
    /// <summary>True.</summary>
    public required bool Ok { get; init; }

    /// <summary>The node.</summary>
    public required string NodeId { get; init; }

    /// <summary>The command.</summary>
    public required string Command { get; init; }

    /// <summary>The answer.</summary>
    public RawJson Payload { get; init; }

    /// <summary>The answer as the node wrote it.</summary>
    [JsonPropertyName("payloadJSON")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? PayloadJson { get; init; }
}
