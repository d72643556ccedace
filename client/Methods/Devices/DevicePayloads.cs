using Moltbot.GrainInterfaces.Devices;
using Wire = Moltbot.Protocol.Methods.Devices;

namespace Moltbot.Gateway.Methods.Devices;

/// <summary>Devices as clients read them; tokens never with their secret.</summary>
internal static class DevicePayloads
{
    public static Wire.DevicePairRequest Of(DevicePairRequest request) => new()
    {
        RequestId = request.RequestId,
        DeviceId = request.DeviceId,
        PublicKey = request.PublicKey,
        DisplayName = request.Client.DisplayName,
        Platform = request.Client.Platform,
        ClientId = request.Client.ClientId,
        ClientMode = request.Client.Mode,
        Role = request.Role,
        Roles = [request.Role],
        Scopes = request.Scopes,
        RemoteIp = request.RemoteIp,
        Silent = request.Silent,
        IsRepair = request.IsRepair,
        Ts = request.Timestamp,
    };

    public static Wire.PairedDevice Of(PairedDevice device) => new()
    {
        DeviceId = device.DeviceId,
        PublicKey = device.PublicKey,
        DisplayName = device.Client.DisplayName,
        Platform = device.Client.Platform,
        ClientId = device.Client.ClientId,
        ClientMode = device.Client.Mode,
        Role = device.Role,
        Roles = device.Roles,
        Scopes = device.Scopes,
        RemoteIp = device.RemoteIp,
        CreatedAtMs = device.CreatedAt,
        ApprovedAtMs = device.ApprovedAt,
        Tokens = [.. device.Tokens.Select(Of)],
    };

    private static Wire.DeviceTokenSummary Of(DeviceTokenSummary token) => new()
    {
        Role = token.Role,
        Scopes = token.Scopes,
        CreatedAtMs = token.CreatedAt,
        RotatedAtMs = token.RotatedAt,
        RevokedAtMs = token.RevokedAt,
        LastUsedAtMs = token.LastUsedAt,
    };
}
