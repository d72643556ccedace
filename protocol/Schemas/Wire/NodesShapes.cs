namespace Moltbot.Protocol.Schemas.Wire;

/// <summary>Shapes of nodes (section 5.5).</summary>
public static class NodesShapes
{
    /// <summary>Shape of <c>NodePairRequestParams</c>.</summary>
    public static Shape NodePairRequestParams { get; } = Shape.Object(
        ("nodeId", Shape.Text1),
        ("displayName?", Shape.Text1),
        ("platform?", Shape.Text1),
        ("version?", Shape.Text1),
        ("coreVersion?", Shape.Text1),
        ("uiVersion?", Shape.Text1),
        ("deviceFamily?", Shape.Text1),
        ("modelIdentifier?", Shape.Text1),
        ("caps?", Shape.List(Shape.Text1)),
        ("commands?", Shape.List(Shape.Text1)),
        ("remoteIp?", Shape.Text1),
        ("silent?", Shape.Flag));

    /// <summary>Shape of <c>NodePairListParams</c>.</summary>
    public static Shape NodePairListParams { get; } = Shape.Object();

    /// <summary>Shape of <c>NodePairApproveParams</c>.</summary>
    public static Shape NodePairApproveParams { get; } = Shape.Object(
        ("requestId", Shape.Text1));

    /// <summary>Shape of <c>NodePairRejectParams</c>.</summary>
    public static Shape NodePairRejectParams { get; } = NodePairApproveParams;

    /// <summary>Shape of <c>NodePairVerifyParams</c>.</summary>
    public static Shape NodePairVerifyParams { get; } = Shape.Object(
        ("nodeId", Shape.Text1),
        ("token", Shape.Text1));

    /// <summary>Shape of <c>NodeRenameParams</c>.</summary>
    public static Shape NodeRenameParams { get; } = Shape.Object(
        ("nodeId", Shape.Text1),
        ("displayName", Shape.Text1));

    /// <summary>Shape of <c>NodeListParams</c>.</summary>
    public static Shape NodeListParams { get; } = Shape.Object();

    /// <summary>Shape of <c>NodeDescribeParams</c>.</summary>
    public static Shape NodeDescribeParams { get; } = Shape.Object(
        ("nodeId", Shape.Text1));

    /// <summary>Shape of <c>NodeInvokeParams</c>.</summary>
    public static Shape NodeInvokeParams { get; } = Shape.Object(
        ("nodeId", Shape.Text1),
        ("command", Shape.Text1),
        ("params?", Shape.Any),
        ("timeoutMs?", Shape.Whole0),
        ("idempotencyKey", Shape.Text1));

    /// <summary>Shape of <c>NodeInvokeResultParams</c>.</summary>
    public static Shape NodeInvokeResultParams { get; } = Shape.Object(
        ("id", Shape.Text1),
        ("nodeId", Shape.Text1),
        ("ok", Shape.Flag),
        ("payload?", Shape.Any),
        ("payloadJSON?", Shape.Text),
        ("error?", Shape.Object(
            ("code?", Shape.Text1),
            ("message?", Shape.Text1))));

    /// <summary>Shape of <c>NodeEventParams</c>.</summary>
    public static Shape NodeEventParams { get; } = Shape.Object(
        ("event", Shape.Text1),
        ("payload?", Shape.Any),
        ("payloadJSON?", Shape.Text));
}
