using Moltbot.Policy.Sandboxes;
using Moltbot.Runner.Mcp;
using Moltbot.Runner.Programs;
using Moltbot.Runner.Sandboxes;

namespace Moltbot.Runner;

/// <summary>What whoever runs a runner decides; no call can widen it.</summary>
public sealed record RunnerOptions
{
    /// <summary>The folder of workspaces and sandboxes; an absolute path.</summary>
    public required string State { get; init; }

    /// <summary>What makes sandboxes.</summary>
    public SandboxBackEnd BackEnd { get; init; } = SandboxBackEnd.Bubblewrap;

    /// <summary>The program of docker or podman; an absolute path. Null: where it usually is.</summary>
    public string? Engine { get; init; }

    /// <summary>The bubblewrap program, 0.8 or later; an absolute path.</summary>
    public string Bubblewrap { get; init; } = "/usr/bin/bwrap";

    /// <summary>
    /// Whether sandboxes of bubblewrap that were granted a network get the host's. It is off, since that network has the host's own services and those
    /// of its neighbours in it (attack X3).
    /// </summary>
    public bool SharesNetwork { get; init; }

    /// <summary>The user and group that sandboxes run as when the runner is root; never 0.</summary>
    public int SandboxUser { get; init; } = 65534;

    /// <summary>What a sandbox may use at most.</summary>
    public SandboxLimits Limits { get; init; } = new();

    /// <summary>What programs may take up that outlive their calls.</summary>
    public ProgramLimits Programs { get; init; } = new();

    /// <summary>What servers of tools may take up.</summary>
    public McpLimits Mcp { get; init; } = new();

    /// <summary>Bytes of each of a sandbox's folders in memory, <c>/tmp</c> and <c>/dev/shm</c>.</summary>
    public long TemporaryBytes { get; init; } = 64L << 20;

    /// <summary>Bytes of output after which a program is ended, whatever of it is kept.</summary>
    public long MaxOutputBytes { get; init; } = 64L << 20;

    /// <summary>Bytes of the largest file that a tool writes or edits.</summary>
    public int MaxFileBytes { get; init; } = 1 << 20;
}
