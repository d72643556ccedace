using Moltbot.Protocol.Json;
using Moltbot.Protocol.Methods.Status;
using Moltbot.Protocol.Schemas.Wire;

namespace Moltbot.Protocol.Methods.Approvals;

/// <summary>The methods of this folder (section 5.6).</summary>
public static class ApprovalsMethods
{
    /// <summary><c>exec.approval.request</c>.</summary>
    public static GatewayMethod<ExecApprovalRequestParams, ExecApprovalRequestResult> Request { get; } =
        new(MethodNames.ExecApprovalRequest, ApprovalsShapes.ExecApprovalRequestParams, ApprovalsJson.Default.ExecApprovalRequestParams, ApprovalsJson.Default.ExecApprovalRequestResult);

    /// <summary><c>exec.approval.resolve</c>.</summary>
    public static GatewayMethod<ExecApprovalResolveParams, OkResult> Resolve { get; } =
        new(MethodNames.ExecApprovalResolve, ApprovalsShapes.ExecApprovalResolveParams, ApprovalsJson.Default.ExecApprovalResolveParams, StatusJson.Default.OkResult);

    /// <summary><c>exec.approvals.get</c>.</summary>
    public static NoParamsMethod<ExecApprovalsSnapshot> Get { get; } =
        new(MethodNames.ExecApprovalsGet, ApprovalsShapes.ExecApprovalsGetParams, ApprovalsJson.Default.ExecApprovalsSnapshot);

    /// <summary><c>exec.approvals.set</c>.</summary>
    public static GatewayMethod<ExecApprovalsSetParams, ExecApprovalsSnapshot> Set { get; } =
        new(MethodNames.ExecApprovalsSet, ApprovalsShapes.ExecApprovalsSetParams, ApprovalsJson.Default.ExecApprovalsSetParams, ApprovalsJson.Default.ExecApprovalsSnapshot);

    /// <summary><c>exec.approvals.node.get</c>; the answer is the node's.</summary>
    public static GatewayMethod<ExecApprovalsNodeGetParams, RawJson> NodeGet { get; } =
        new(MethodNames.ExecApprovalsNodeGet, ApprovalsShapes.ExecApprovalsNodeGetParams, ApprovalsJson.Default.ExecApprovalsNodeGetParams, ApprovalsJson.Default.RawJson);

    /// <summary><c>exec.approvals.node.set</c>; the answer is the node's.</summary>
    public static GatewayMethod<ExecApprovalsNodeSetParams, RawJson> NodeSet { get; } =
        new(MethodNames.ExecApprovalsNodeSet, ApprovalsShapes.ExecApprovalsNodeSetParams, ApprovalsJson.Default.ExecApprovalsNodeSetParams, ApprovalsJson.Default.RawJson);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<GatewayMethod> All { get; } =
    [
        Request,
        Resolve,
        Get,
        Set,
        NodeGet,
        NodeSet,
    ];
}
