using Moltbot.GrainInterfaces.Approvals;

namespace Moltbot.GrainInterfaces.Events;

/// <summary>A command waits for an approval, event <c>exec.approval.requested</c>.</summary>
/// <param name="Approval">The request.</param>
[GenerateSerializer, Alias("moltbot.ExecApprovalRequestedEvent")]
public sealed record ExecApprovalRequestedEvent([property: Id(0)] ApprovalView Approval) : TenantEvent;
