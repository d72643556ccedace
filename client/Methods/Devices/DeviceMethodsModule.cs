using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Devices;
using Moltbot.GrainInterfaces.Events;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Methods.Devices;

namespace Moltbot.Gateway.Methods.Devices;

/// <summary>Pairing of devices and their tokens (protocol §5.5). The grains decide what the caller may grant.</summary>
internal sealed class DeviceMethodsModule(ITenantViews views) : IMethodModule
{
    // SHA-256 as lower-case hex; anything else names no device, and no grain is woken for it.
    private const int DeviceIdLength = 64;

    public void Register(MethodTableBuilder methods) => methods
        .Serve(DevicesMethods.PairList, List)
        .Serve(DevicesMethods.PairApprove, Approve)
        .Serve(DevicesMethods.PairReject, Reject)
        .Serve(DevicesMethods.TokenRotate, Rotate)
        .Serve(DevicesMethods.TokenRevoke, Revoke);

    private static async ValueTask<GatewayResult<DevicePairListResult>> List(MethodCall call)
    {
        DeviceList list = await call.Grain<IDeviceDirectoryGrain>().List();
        return new DevicePairListResult
        {
            Pending = [.. list.Pending.Select(DevicePayloads.Of)],
            Paired = [.. list.Paired.Select(DevicePayloads.Of)],
        };
    }

    private async ValueTask<GatewayResult<DevicePairApproveResult>> Approve(MethodCall call, DevicePairApproveParams parameters)
    {
        DevicePairDecision decision = await Decide(call, parameters.RequestId, static (grain, id) => grain.Approve(id));
        if (decision.Refusal is { } refusal)
        {
            return GatewayError.Invalid(refusal);
        }

        return decision.Device is { } device
            ? new DevicePairApproveResult { RequestId = parameters.RequestId, Device = DevicePayloads.Of(device) }
            : GatewayError.Invalid("unknown requestId");
    }

    private async ValueTask<GatewayResult<DevicePairRejectResult>> Reject(MethodCall call, DevicePairRejectParams parameters)
    {
        DevicePairDecision decision = await Decide(call, parameters.RequestId, static (grain, id) => grain.Reject(id));
        if (decision.Refusal is { } refusal)
        {
            return GatewayError.Invalid(refusal);
        }

        return decision.Request is { } request
            ? new DevicePairRejectResult { RequestId = request.RequestId, DeviceId = request.DeviceId }
            : GatewayError.Invalid("unknown requestId");
    }

    private Task<DevicePairDecision> Decide(
        MethodCall call, string requestId, Func<IDeviceDirectoryGrain, string, Task<DevicePairDecision>> decide) =>
        views.AfterEvent<DevicePairResolvedEvent, DevicePairDecision>(
            call.Tenant,
            resolved => resolved.RequestId == requestId,
            () => decide(call.Grain<IDeviceDirectoryGrain>(), requestId),
            static decision => decision is { Refusal: null, Request: not null } or { Refusal: null, Device: not null });

    private static async ValueTask<GatewayResult<DeviceTokenRotateResult>> Rotate(MethodCall call, DeviceTokenRotateParams parameters)
    {
        if (Device(call, parameters.DeviceId) is not { } device
            || await device.RotateToken(parameters.Role, parameters.Scopes, call.Caller.ConnectionId) is not { } grant)
        {
            return GatewayError.Invalid("unknown deviceId/role");
        }

        return new DeviceTokenRotateResult
        {
            DeviceId = grant.DeviceId,
            Role = grant.Role,
            Token = grant.Token,
            Scopes = grant.Scopes,
            RotatedAtMs = grant.RotatedAt,
        };
    }

    private static async ValueTask<GatewayResult<DeviceTokenRevokeResult>> Revoke(MethodCall call, DeviceTokenRevokeParams parameters)
    {
        if (Device(call, parameters.DeviceId) is not { } device || await device.RevokeToken(parameters.Role) is not { } revokedAt)
        {
            return GatewayError.Invalid("unknown deviceId/role");
        }

        return new DeviceTokenRevokeResult { DeviceId = parameters.DeviceId, Role = parameters.Role, RevokedAtMs = revokedAt };
    }

    private static IDeviceGrain? Device(MethodCall call, string deviceId) =>
        deviceId.Length == DeviceIdLength && deviceId.All(char.IsAsciiHexDigitLower)
            ? call.Grain<IDeviceGrain>(GrainKey.ForDevice(call.Tenant, deviceId))
            : null;
}
