namespace Moltbot.GrainInterfaces.Presence;

/// <summary>Presence at one moment.</summary>
/// <param name="Version">Counts changes.</param>
/// <param name="Entries">The entries, gateways first, then newest first.</param>
[GenerateSerializer, Alias("moltbot.PresenceSnapshot"), Immutable]
public sealed record PresenceSnapshot(
    [property: Id(0)] long Version,
    [property: Id(1)] IReadOnlyList<PresenceEntry> Entries);
