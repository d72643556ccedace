using Moltbot.Protocol.Methods.Status;

namespace Moltbot.Protocol.Events;

/// <summary>Who is here.</summary>
public sealed record PresenceEvent
{
    /// <summary>Everybody.</summary>
    public required IReadOnlyList<PresenceEntry> Presence { get; init; }
}
