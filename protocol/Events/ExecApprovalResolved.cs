using System.Text.Json.Serialization;

namespace Moltbot.Protocol.Events;

/// <summary>An approval ended.</summary>
public sealed record ExecApprovalResolved
{
    /// <summary>The approval.</summary>
    public required string Id { get; init; }

    /// <summary><c>allow-once</c>, <c>allow-always</c>, <c>deny</c>, or null when it ran out of time.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Decision { get; init; }

    /// <summary>Who.</summary>
    public string? ResolvedBy { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public required long Ts { get; init; }
}
