namespace Moltbot.GrainInterfaces.Sessions;

/// <summary>Tokens that a run used, as the provider counted them.</summary>
[GenerateSerializer, Alias("moltbot.TokenUsage"), Immutable]
public sealed record TokenUsage
{
    /// <summary>Read, without cache.</summary>
    [Id(0)] public long Input { get; init; }

    /// <summary>Written.</summary>
    [Id(1)] public long Output { get; init; }

    /// <summary>Read from the provider's cache.</summary>
    [Id(2)] public long CacheRead { get; init; }

    /// <summary>Written to the provider's cache.</summary>
    [Id(3)] public long CacheWrite { get; init; }

    /// <summary>All of them.</summary>
    public long Total => Input + Output + CacheRead + CacheWrite;
}
