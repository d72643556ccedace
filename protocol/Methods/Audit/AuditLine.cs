using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Audit;

/// <summary>One audit record.</summary>
public sealed record AuditLine
{
    /// <summary>From 1, without gaps.</summary>
    public required long Sequence { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public required long Ts { get; init; }

    /// <summary>Names it within the tenant.</summary>
    public required string Id { get; init; }

    /// <summary>Who.</summary>
    public required string Actor { get; init; }

    /// <summary>What, such as <c>config.write</c>.</summary>
    public required string Action { get; init; }

    /// <summary>On what.</summary>
    public required string Target { get; init; }

    /// <summary>More of it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public RawJson Details { get; init; }

    /// <summary>The hash of the record before.</summary>
    public required string PreviousHash { get; init; }

    /// <summary>SHA-256, hex.</summary>
    public required string Hash { get; init; }
}
