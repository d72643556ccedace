using System.Globalization;
using Moltbot.Protocol.Runners;

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

    /// <summary>The smaller of each of these and what a call's context says: nobody but whoever runs the runner widens them.</summary>
    internal SandboxLimits Within(ToolSandboxLimits? asked) => asked is null ? this : new SandboxLimits
    {
        MemoryBytes = Smaller(MemoryBytes, asked.MemoryBytes),
        Processes = Smaller(Processes, asked.Processes),
        OpenFiles = Smaller(OpenFiles, asked.OpenFiles),
        FileBytes = Smaller(FileBytes, asked.FileBytes),
        CpuSeconds = Smaller(CpuSeconds, asked.CpuSeconds),
    };

    /// <summary>The words before a program that limit it, and all that it starts: no process gets more again.</summary>
    /// <param name="countsProcesses">Whether the kernel counts the sandbox's processes apart from all others of their user.</param>
    internal IReadOnlyList<string> Command(bool countsProcesses)
    {
        List<string> words = ["/usr/bin/prlimit", "--core=0"];
        Add("data", MemoryBytes);
        Add("nproc", countsProcesses ? Processes : null);
        Add("nofile", OpenFiles);
        Add("fsize", FileBytes);
        Add("cpu", CpuSeconds);
        words.Add("--");
        return words;

        void Add(string name, long? most)
        {
            if (most is { } value)
            {
                words.Add(string.Create(CultureInfo.InvariantCulture, $"--{name}={value}"));
            }
        }
    }

    // Below nought prlimit takes for no limit at all.
    private static long? Smaller(long? own, long? asked) => asked is not >= 0 || own < asked ? own : asked;
}
