namespace Moltbot.Policy.Sandboxes;

/// <summary>A folder that the programs of a session find.</summary>
/// <param name="Path">Its path inside.</param>
/// <param name="What">What it is.</param>
/// <param name="IsWritable">Whether they may write to it.</param>
public sealed record SandboxSight(string Path, string What, bool IsWritable)
{
    /// <summary>The folders that there are besides what every program needs of the system.</summary>
    /// <param name="isSandboxed">Whether the session is.</param>
    /// <param name="access"><c>none</c>, <c>ro</c> or <c>rw</c>.</param>
    public static IReadOnlyList<SandboxSight> Of(bool isSandboxed, string access) =>
    [
        !isSandboxed || access == "rw"
            ? new SandboxSight("/workspace", "the agent's workspace", IsWritable: true)
            : new SandboxSight("/workspace", "the sandbox's own folder", IsWritable: true),
        .. isSandboxed && access == "ro" ? new[] { new SandboxSight("/agent", "the agent's workspace", IsWritable: false) } : [],
        new SandboxSight("/tmp", "a small folder in memory, gone with the call", IsWritable: true),
        new SandboxSight("/usr", "the programs of the runner's system", IsWritable: false),
    ];
}
