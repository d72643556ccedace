namespace Moltbot.GrainInterfaces.Events;

/// <summary>An alarm: a command waits for an approval, and nobody who could give it was reached.</summary>
/// <param name="Id">The request.</param>
/// <param name="Timestamp">When, epoch milliseconds.</param>
[GenerateSerializer, Alias("moltbot.ExecApprovalUnseenEvent")]
public sealed record ExecApprovalUnseenEvent([property: Id(0)] string Id, [property: Id(1)] long Timestamp) : TenantEvent;
