namespace Moltbot.Protocol.Schemas.Wire;

/// <summary>Shapes of devices (section 5.5).</summary>
public static class DevicesShapes
{
    /// <summary>Shape of <c>DevicePairListParams</c>.</summary>
    public static Shape DevicePairListParams { get; } = Shape.Object();

    /// <summary>Shape of <c>DevicePairApproveParams</c>.</summary>
    public static Shape DevicePairApproveParams { get; } = NodesShapes.NodePairApproveParams;

    /// <summary>Shape of <c>DevicePairRejectParams</c>.</summary>
    public static Shape DevicePairRejectParams { get; } = NodesShapes.NodePairApproveParams;

    /// <summary>Shape of <c>DeviceTokenRotateParams</c>.</summary>
    public static Shape DeviceTokenRotateParams { get; } = Shape.Object(
        ("deviceId", Shape.Text1),
        ("role", Shape.Text1),
        ("scopes?", Shape.List(Shape.Text1)));

    /// <summary>Shape of <c>DeviceTokenRevokeParams</c>.</summary>
    public static Shape DeviceTokenRevokeParams { get; } = Shape.Object(
        ("deviceId", Shape.Text1),
        ("role", Shape.Text1));
}
