using Moltbot.GrainInterfaces.Presence;

namespace Moltbot.GrainInterfaces.Events;

/// <summary>Who is connected has changed, event <c>presence</c>.</summary>
[GenerateSerializer, Alias("moltbot.PresenceChangedEvent")]
public sealed record PresenceChangedEvent : TenantEvent
{
    /// <summary>The presence now.</summary>
    [Id(0)] public required PresenceSnapshot Presence { get; init; }
}
