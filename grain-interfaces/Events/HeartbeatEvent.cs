using Moltbot.GrainInterfaces.Heartbeats;

namespace Moltbot.GrainInterfaces.Events;

/// <summary>A heartbeat ended, event <c>heartbeat</c>.</summary>
/// <param name="Report">What came of it.</param>
[GenerateSerializer, Alias("moltbot.HeartbeatEvent")]
public sealed record HeartbeatEvent([property: Id(0)] HeartbeatReport Report) : TenantEvent;
