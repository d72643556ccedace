using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Events;

/// <summary>JSON metadata of this folder's types, made at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(WholeNumberConverter)])]
[JsonSerializable(typeof(ConnectChallenge))]
[JsonSerializable(typeof(AgentEvent))]
[JsonSerializable(typeof(AgentLifecycle))]
[JsonSerializable(typeof(AgentAssistantDelta))]
[JsonSerializable(typeof(AgentToolStep))]
[JsonSerializable(typeof(AgentCompaction))]
[JsonSerializable(typeof(ChatEvent))]
[JsonSerializable(typeof(PresenceEvent))]
[JsonSerializable(typeof(TickEvent))]
[JsonSerializable(typeof(TalkModeEvent))]
[JsonSerializable(typeof(ShutdownEvent))]
[JsonSerializable(typeof(HeartbeatEvent))]
[JsonSerializable(typeof(CronEvent))]
[JsonSerializable(typeof(NodePairResolved))]
[JsonSerializable(typeof(NodeInvokeRequest))]
[JsonSerializable(typeof(DevicePairResolved))]
[JsonSerializable(typeof(VoiceWakeChanged))]
[JsonSerializable(typeof(ExecApprovalRequested))]
[JsonSerializable(typeof(ExecApprovalRequest))]
[JsonSerializable(typeof(ExecApprovalResolved))]
[JsonSerializable(typeof(ApprovalUnseen))]
[JsonSerializable(typeof(Moltbot.Protocol.Methods.Status.HealthSummary))]
[JsonSerializable(typeof(Moltbot.Protocol.Methods.Nodes.NodePairRequest))]
[JsonSerializable(typeof(Moltbot.Protocol.Methods.Devices.DevicePairRequest))]
[JsonSerializable(typeof(StateVersion))]
public sealed partial class EventsJson : JsonSerializerContext;
