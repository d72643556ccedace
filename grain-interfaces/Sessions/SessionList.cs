namespace Moltbot.GrainInterfaces.Sessions;

/// <summary>An answer to <see cref="SessionQuery"/>.</summary>
[GenerateSerializer, Alias("moltbot.SessionList"), Immutable]
public sealed record SessionList
{
    /// <summary>The sessions, newest first.</summary>
    [Id(0)] public IReadOnlyList<SessionEntry> Sessions { get; init; } = [];

    /// <summary>How many sessions each agent has.</summary>
    [Id(1)] public IReadOnlyDictionary<string, long> CountByAgent { get; init; } = new Dictionary<string, long>();
}
