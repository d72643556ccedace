using Moltbot.Protocol.Methods.Status;
using Moltbot.Protocol.Schemas.Wire;

namespace Moltbot.Protocol.Methods.Nodes;

/// <summary>The methods of this folder.</summary>
public static class NodesMethods
{
    /// <summary><c>node.pair.request</c>.</summary>
    public static GatewayMethod<NodePairRequestParams, NodePairRequestResult> PairRequest { get; } =
        new(MethodNames.NodePairRequest, NodesShapes.NodePairRequestParams, NodesJson.Default.NodePairRequestParams, NodesJson.Default.NodePairRequestResult);

    /// <summary><c>node.pair.list</c>.</summary>
    public static NoParamsMethod<NodePairListResult> PairList { get; } =
        new(MethodNames.NodePairList, NodesShapes.NodePairListParams, NodesJson.Default.NodePairListResult);

    /// <summary><c>node.pair.approve</c>.</summary>
    public static GatewayMethod<NodePairApproveParams, NodePairApproveResult> PairApprove { get; } =
        new(MethodNames.NodePairApprove, NodesShapes.NodePairApproveParams, NodesJson.Default.NodePairApproveParams, NodesJson.Default.NodePairApproveResult);

    /// <summary><c>node.pair.reject</c>.</summary>
    public static GatewayMethod<NodePairRejectParams, NodePairRejectResult> PairReject { get; } =
        new(MethodNames.NodePairReject, NodesShapes.NodePairRejectParams, NodesJson.Default.NodePairRejectParams, NodesJson.Default.NodePairRejectResult);

    /// <summary><c>node.pair.verify</c>.</summary>
    public static GatewayMethod<NodePairVerifyParams, NodePairVerifyResult> PairVerify { get; } =
        new(MethodNames.NodePairVerify, NodesShapes.NodePairVerifyParams, NodesJson.Default.NodePairVerifyParams, NodesJson.Default.NodePairVerifyResult);

    /// <summary><c>node.rename</c>.</summary>
    public static GatewayMethod<NodeRenameParams, NodeRenameResult> Rename { get; } =
        new(MethodNames.NodeRename, NodesShapes.NodeRenameParams, NodesJson.Default.NodeRenameParams, NodesJson.Default.NodeRenameResult);

    /// <summary><c>node.list</c>.</summary>
    public static NoParamsMethod<NodeListResult> List { get; } =
        new(MethodNames.NodeList, NodesShapes.NodeListParams, NodesJson.Default.NodeListResult);

    /// <summary><c>node.describe</c>.</summary>
    public static GatewayMethod<NodeDescribeParams, NodeDescribeResult> Describe { get; } =
        new(MethodNames.NodeDescribe, NodesShapes.NodeDescribeParams, NodesJson.Default.NodeDescribeParams, NodesJson.Default.NodeDescribeResult);

    /// <summary><c>node.invoke</c>.</summary>
    public static GatewayMethod<NodeInvokeParams, NodeInvokeResult> Invoke { get; } =
        new(MethodNames.NodeInvoke, NodesShapes.NodeInvokeParams, NodesJson.Default.NodeInvokeParams, NodesJson.Default.NodeInvokeResult);

    /// <summary><c>node.invoke.result</c>.</summary>
    public static NodeInvokeResultMethod InvokeResult { get; } = new();

    /// <summary><c>node.event</c>.</summary>
    public static GatewayMethod<NodeEventParams, OkResult> Event { get; } =
        new(MethodNames.NodeEvent, NodesShapes.NodeEventParams, NodesJson.Default.NodeEventParams, StatusJson.Default.OkResult);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<GatewayMethod> All { get; } =
    [
        PairRequest,
        PairList,
        PairApprove,
        PairReject,
        PairVerify,
        Rename,
        List,
        Describe,
        Invoke,
        InvokeResult,
        Event,
    ];
}
