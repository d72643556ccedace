namespace Moltbot.Runner.Sandboxes;

/// <summary>What a sandbox may use at most; what is null is not limited.</summary>
public sealed record SandboxLimits
{
    /// <summary>Bytes of memory of its own that a process may have.</summary>
    public long? MemoryBytes { get; init; } = 1L << 30;

    /// <summary>Processes and threads at once.</summary>
    public long? Processes { get; init; } = 128;

    /// <summary>Files that a process may have open at once.</summary>
    public long? OpenFiles { get; init; } = 1024;

    /// <summary>Bytes of the largest file that may be written.</summary>
    public long? FileBytes { get; init; } = 256L << 20;

    /// <summary>Seconds of processor time that a process may take.</summary>
    public long? CpuSeconds { get; init; } = 300;
}
