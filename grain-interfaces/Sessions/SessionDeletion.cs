namespace Moltbot.GrainInterfaces.Sessions;

/// <summary>What a deletion did.</summary>
/// <param name="Deleted">Whether there was a session.</param>
/// <param name="Archived">Names of what was kept of it.</param>
/// <param name="StillActive">Its run did not end in time; nothing was deleted.</param>
[GenerateSerializer, Alias("moltbot.SessionDeletion"), Immutable]
public sealed record SessionDeletion(
    [property: Id(0)] bool Deleted,
    [property: Id(1)] IReadOnlyList<string> Archived,
    [property: Id(2)] bool StillActive = false);
