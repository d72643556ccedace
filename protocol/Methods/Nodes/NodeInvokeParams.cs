using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Nodes;

/// <summary>Runs a command on a node.</summary>
public sealed record NodeInvokeParams
{
    /// <summary>The node.</summary>
    public required string NodeId { get; init; }

    /// <summary>The command.</summary>
    public required string Command { get; init; }

    /// <summary>Its params.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public RawJson Params { get; init; }

    /// <summary>Longest wait, default 30000.</summary>
    public long? TimeoutMs { get; init; }

    /// <summary>Names this call.</summary>
    public required string IdempotencyKey { get; init; }
}
