using System.Text.Json.Serialization;

namespace Moltbot.Protocol.Events;

/// <summary>A node is asked to run a command.</summary>
public sealed record NodeInvokeRequest
{
    /// <summary>The invocation.</summary>
    public required string Id { get; init; }

    /// <summary>The node.</summary>
    public required string NodeId { get; init; }

    /// <summary>The command.</summary>
    public required string Command { get; init; }

    /// <summary>Its params as JSON text.</summary>
    [JsonPropertyName("paramsJSON")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? ParamsJson { get; init; }

    /// <summary>Longest wait.</summary>
    public long? TimeoutMs { get; init; }

    /// <summary>Names this call.</summary>
    public string? IdempotencyKey { get; init; }
}
