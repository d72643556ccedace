namespace Moltbot.Protocol.Runners;

/// <summary>What the configuration lets a sandbox use at most; a runner takes the smaller of its own limits and these. What is null the runner alone limits.</summary>
public sealed record ToolSandboxLimits
{
    /// <summary>Bytes of memory of its own that a process may have.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Processes and threads at once.</summary>
    public long? Processes { get; init; }

    /// <summary>Files that a process may have open at once.</summary>
    public long? OpenFiles { get; init; }

    /// <summary>Bytes of the largest file that may be written.</summary>
    public long? FileBytes { get; init; }

    /// <summary>Seconds of processor time that a process may take.</summary>
    public long? CpuSeconds { get; init; }
}
