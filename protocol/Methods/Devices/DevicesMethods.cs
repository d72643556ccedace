using Moltbot.Protocol.Schemas.Wire;

namespace Moltbot.Protocol.Methods.Devices;

/// <summary>The methods of this folder.</summary>
public static class DevicesMethods
{
    /// <summary><c>device.pair.list</c>.</summary>
    public static NoParamsMethod<DevicePairListResult> PairList { get; } =
        new(MethodNames.DevicePairList, DevicesShapes.DevicePairListParams, DevicesJson.Default.DevicePairListResult);

    /// <summary><c>device.pair.approve</c>.</summary>
    public static GatewayMethod<DevicePairApproveParams, DevicePairApproveResult> PairApprove { get; } =
        new(MethodNames.DevicePairApprove, DevicesShapes.DevicePairApproveParams, DevicesJson.Default.DevicePairApproveParams, DevicesJson.Default.DevicePairApproveResult);

    /// <summary><c>device.pair.reject</c>.</summary>
    public static GatewayMethod<DevicePairRejectParams, DevicePairRejectResult> PairReject { get; } =
        new(MethodNames.DevicePairReject, DevicesShapes.DevicePairRejectParams, DevicesJson.Default.DevicePairRejectParams, DevicesJson.Default.DevicePairRejectResult);

    /// <summary><c>device.token.rotate</c>.</summary>
    public static GatewayMethod<DeviceTokenRotateParams, DeviceTokenRotateResult> TokenRotate { get; } =
        new(MethodNames.DeviceTokenRotate, DevicesShapes.DeviceTokenRotateParams, DevicesJson.Default.DeviceTokenRotateParams, DevicesJson.Default.DeviceTokenRotateResult);

    /// <summary><c>device.token.revoke</c>.</summary>
    public static GatewayMethod<DeviceTokenRevokeParams, DeviceTokenRevokeResult> TokenRevoke { get; } =
        new(MethodNames.DeviceTokenRevoke, DevicesShapes.DeviceTokenRevokeParams, DevicesJson.Default.DeviceTokenRevokeParams, DevicesJson.Default.DeviceTokenRevokeResult);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<GatewayMethod> All { get; } =
    [
        PairList,
        PairApprove,
        PairReject,
        TokenRotate,
        TokenRevoke,
    ];
}
