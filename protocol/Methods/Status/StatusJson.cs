using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Status;

/// <summary>JSON metadata of this folder's types, made at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(WholeNumberConverter)])]
[JsonSerializable(typeof(PresenceEntry))]
[JsonSerializable(typeof(HealthParams))]
[JsonSerializable(typeof(HealthSummary))]
[JsonSerializable(typeof(ChannelHealth))]
[JsonSerializable(typeof(AgentHealth))]
[JsonSerializable(typeof(HeartbeatHealth))]
[JsonSerializable(typeof(SessionsHealth))]
[JsonSerializable(typeof(RecentSession))]
[JsonSerializable(typeof(StatusSummary))]
[JsonSerializable(typeof(LinkChannelStatus))]
[JsonSerializable(typeof(StatusHeartbeat))]
[JsonSerializable(typeof(StatusHeartbeatAgent))]
[JsonSerializable(typeof(HeartbeatsSwitchParams))]
[JsonSerializable(typeof(HeartbeatsSwitch))]
[JsonSerializable(typeof(StatusSessions))]
[JsonSerializable(typeof(StatusSessionDefaults))]
[JsonSerializable(typeof(StatusAgentSessions))]
[JsonSerializable(typeof(StatusSession))]
[JsonSerializable(typeof(SystemEventParams))]
[JsonSerializable(typeof(OkResult))]
[JsonSerializable(typeof(LogsTailParams))]
[JsonSerializable(typeof(LogsTailResult))]
[JsonSerializable(typeof(UsageStatus))]
[JsonSerializable(typeof(UsageProvider))]
[JsonSerializable(typeof(UsageWindow))]
[JsonSerializable(typeof(UsageCostParams))]
[JsonSerializable(typeof(UsageCost))]
[JsonSerializable(typeof(UsageCostDay))]
[JsonSerializable(typeof(UsageTotals))]
[JsonSerializable(typeof(IReadOnlyList<PresenceEntry>))]
public sealed partial class StatusJson : JsonSerializerContext;
