using Moltbot.Runner.Processes;

namespace Moltbot.Runner.Sandboxes;

/// <summary>Whom the runner runs as.</summary>
/// <param name="IsRoot">
/// Whether it is root. It makes the namespaces as root then and steps down to another user inside: root's own processes are not counted
/// against a limit of processes, and what leaves a sandbox must not be root.
/// </param>
internal sealed record HostUser(bool IsRoot)
{
    /// <summary>The user of this process.</summary>
    public static HostUser Current { get; } = new(LibC.EffectiveUser() == 0);

    /// <summary>Words before the bubblewrap program; none but in tests, which step down before it.</summary>
    public IReadOnlyList<string> Prefix { get; init; } = [];
}
