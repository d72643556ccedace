namespace Moltbot.GrainInterfaces.Policy;

/// <summary>What tools may use at most where they run (<c>sandbox.docker</c>); what is null the runner alone limits.</summary>
[GenerateSerializer, Alias("moltbot.PlaceLimits"), Immutable]
public sealed record PlaceLimits
{
    /// <summary>Bytes of memory of its own that a process may have.</summary>
    [Id(0)] public long? MemoryBytes { get; init; }

    /// <summary>Processes and threads at once.</summary>
    [Id(1)] public long? Processes { get; init; }

    /// <summary>Files that a process may have open at once.</summary>
    [Id(2)] public long? OpenFiles { get; init; }

    /// <summary>Bytes of the largest file that may be written.</summary>
    [Id(3)] public long? FileBytes { get; init; }

    /// <summary>Seconds of processor time that a process may take.</summary>
    [Id(4)] public long? CpuSeconds { get; init; }

    /// <summary>The smaller of each.</summary>
    public static PlaceLimits? Within(PlaceLimits? one, PlaceLimits? other) => (one, other) switch
    {
        (null, _) => other,
        (_, null) => one,
        _ => new PlaceLimits
        {
            MemoryBytes = Smaller(one.MemoryBytes, other.MemoryBytes),
            Processes = Smaller(one.Processes, other.Processes),
            OpenFiles = Smaller(one.OpenFiles, other.OpenFiles),
            FileBytes = Smaller(one.FileBytes, other.FileBytes),
            CpuSeconds = Smaller(one.CpuSeconds, other.CpuSeconds),
        },
    };

    private static long? Smaller(long? one, long? other) => one is null || other < one ? other ?? one : one;
}
