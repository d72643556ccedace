using System.Text.Json;
using Moltbot.Protocol.Errors;

namespace Moltbot.Protocol.Methods.Status;

/// <summary>Reads the params that have no shape in the original.</summary>
internal static class LooseStatusParams
{
    private const long DefaultCostDays = 30;

    internal static GatewayResult<HealthParams> Health(JsonElement json) => new HealthParams { Probe = json.IsTrue("probe"u8) };

    internal static GatewayResult<UsageCostParams> UsageCost(JsonElement json)
    {
        // Numbers may come as text here; what is not a positive number means the default.
        var days = json.Number("days"u8)
            ?? (double.TryParse(json.Text("days"u8), out var parsed) && double.IsFinite(parsed) ? parsed : DefaultCostDays);
        return new UsageCostParams { Days = days >= 1 ? (long)Math.Min(days, 36_500) : DefaultCostDays };
    }

    internal static GatewayResult<HeartbeatsSwitchParams> SetHeartbeats(JsonElement json) => json.Flag("enabled"u8) is { } enabled
        ? new HeartbeatsSwitchParams { Enabled = enabled }
        : GatewayError.Invalid("invalid set-heartbeats params: enabled (boolean) required");

    internal static GatewayResult<SystemEventParams> SystemEvent(JsonElement json)
    {
        if (json.Text("text"u8)?.Trim() is not { Length: > 0 } text)
        {
            return GatewayError.Invalid("text required");
        }

        return new SystemEventParams
        {
            Text = text,
            DeviceId = json.Text("deviceId"u8),
            InstanceId = json.Text("instanceId"u8),
            Host = json.Text("host"u8),
            Ip = json.Text("ip"u8),
            Mode = json.Text("mode"u8),
            Version = json.Text("version"u8),
            Platform = json.Text("platform"u8),
            DeviceFamily = json.Text("deviceFamily"u8),
            ModelIdentifier = json.Text("modelIdentifier"u8),
            LastInputSeconds = json.Number("lastInputSeconds"u8) is >= 0 and var seconds ? (long)Math.Min(seconds, int.MaxValue) : null,
            Reason = json.Text("reason"u8),
            Roles = json.Texts("roles"u8),
            Scopes = json.Texts("scopes"u8),
            Tags = json.Texts("tags"u8),
        };
    }
}
