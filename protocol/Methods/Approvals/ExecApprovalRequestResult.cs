using System.Text.Json.Serialization;

namespace Moltbot.Protocol.Methods.Approvals;

/// <summary>What people said.</summary>
public sealed record ExecApprovalRequestResult
{
    /// <summary>The request.</summary>
    public required string Id { get; init; }

    /// <summary><c>allow-once</c>, <c>allow-always</c> or <c>deny</c>; null when nobody decided in time.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Decision { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public required long CreatedAtMs { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public required long ExpiresAtMs { get; init; }
}
