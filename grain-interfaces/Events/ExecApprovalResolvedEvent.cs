namespace Moltbot.GrainInterfaces.Events;

/// <summary>A request for an approval ended, event <c>exec.approval.resolved</c> when somebody decided.</summary>
[GenerateSerializer, Alias("moltbot.ExecApprovalResolvedEvent")]
public sealed record ExecApprovalResolvedEvent : TenantEvent
{
    [Id(0)] public required string Id { get; init; }

    /// <summary>The decision; null when nobody decided.</summary>
    [Id(1)] public string? Decision { get; init; }

    /// <summary>Who decided, as shown.</summary>
    [Id(2)] public string? ResolvedBy { get; init; }

    /// <summary>When, epoch milliseconds.</summary>
    [Id(3)] public required long Timestamp { get; init; }
}
