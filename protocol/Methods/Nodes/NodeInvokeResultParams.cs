using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Nodes;

/// <summary>A node answers.</summary>
public sealed record NodeInvokeResultParams
{
    /// <summary>The invocation.</summary>
    public required string Id { get; init; }

    /// <summary>The node; must be the caller.</summary>
    public required string NodeId { get; init; }

    /// <summary>Whether it worked.</summary>
    public required bool Ok { get; init; }

    /// <summary>The answer.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public RawJson Payload { get; init; }

    /// <summary>The answer as JSON text.</summary>
    [JsonPropertyName("payloadJSON")]
    public string? PayloadJson { get; init; }

    /// <summary>Why it failed.</summary>
    public NodeError? Error { get; init; }
}
