using Moltbot.Protocol.Json;
using Moltbot.Protocol.Schemas;
using Moltbot.Protocol.Schemas.Wire;

namespace Moltbot.Protocol.Methods.Status;

/// <summary>The methods of this folder.</summary>
public static class StatusMethods
{
    /// <summary><c>health</c>.</summary>
    public static LooseMethod<HealthParams, HealthSummary> Health { get; } =
        new(MethodNames.Health, StatusJson.Default.HealthParams, StatusJson.Default.HealthSummary, LooseStatusParams.Health);

    /// <summary><c>system-event</c>.</summary>
    public static LooseMethod<SystemEventParams, OkResult> SystemEvent { get; } =
        new(MethodNames.SystemEvent, StatusJson.Default.SystemEventParams, StatusJson.Default.OkResult, LooseStatusParams.SystemEvent);

    /// <summary><c>usage.cost</c>.</summary>
    public static LooseMethod<UsageCostParams, UsageCost> UsageCost { get; } =
        new(MethodNames.UsageCost, StatusJson.Default.UsageCostParams, StatusJson.Default.UsageCost, LooseStatusParams.UsageCost);

    /// <summary><c>status</c>.</summary>
    public static NoParamsMethod<StatusSummary> Status { get; } =
        new(MethodNames.Status, Shape.Any, StatusJson.Default.StatusSummary);

    /// <summary><c>system-presence</c>.</summary>
    public static NoParamsMethod<IReadOnlyList<PresenceEntry>> SystemPresence { get; } =
        new(MethodNames.SystemPresence, Shape.Any, StatusJson.Default.IReadOnlyListPresenceEntry);

    /// <summary><c>last-heartbeat</c>.</summary>
    public static NoParamsMethod<RawJson> LastHeartbeat { get; } =
        new(MethodNames.LastHeartbeat, Shape.Any, SharedJson.Default.RawJson);

    /// <summary><c>set-heartbeats</c>.</summary>
    public static LooseMethod<HeartbeatsSwitchParams, HeartbeatsSwitch> SetHeartbeats { get; } =
        new(MethodNames.SetHeartbeats, StatusJson.Default.HeartbeatsSwitchParams, StatusJson.Default.HeartbeatsSwitch, LooseStatusParams.SetHeartbeats);

    /// <summary><c>logs.tail</c>.</summary>
    public static GatewayMethod<LogsTailParams, LogsTailResult> LogsTail { get; } =
        new(MethodNames.LogsTail, StatusShapes.LogsTailParams, StatusJson.Default.LogsTailParams, StatusJson.Default.LogsTailResult);

    /// <summary><c>usage.status</c>.</summary>
    public static NoParamsMethod<UsageStatus> UsageStatus { get; } =
        new(MethodNames.UsageStatus, Shape.Any, StatusJson.Default.UsageStatus);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<GatewayMethod> All { get; } =
    [
        Health,
        SystemEvent,
        UsageCost,
        Status,
        SystemPresence,
        LastHeartbeat,
        SetHeartbeats,
        LogsTail,
        UsageStatus,
    ];
}
