using System.Globalization;
using Moltbot.Runner.Processes;

namespace Moltbot.Runner.Sandboxes;

/// <summary>Whom the runner runs as.</summary>
/// <param name="IsRoot">
/// Whether it is root. It makes the namespaces as root then and steps down to another user inside: root's own processes are not counted
/// against a limit of processes, and what leaves a sandbox must not be root.
/// </param>
internal sealed record HostUser(bool IsRoot)
{
    private const string Limits = "/proc/self/limits";

    /// <summary>The user of this process.</summary>
    public static HostUser Current { get; } = new(LibC.EffectiveUser() == 0);

    /// <summary>Its number.</summary>
    public uint Id { get; init; } = LibC.EffectiveUser();

    /// <summary>Its group's number.</summary>
    public uint Group { get; init; } = LibC.EffectiveGroup();

    /// <summary>Its home, as the system's list of users says it, whatever this process was told.</summary>
    public string Home => Users().Select(static line => line.Split(':')).FirstOrDefault(fields => fields is [_, _, var id, _, _, ['/', ..], ..] && id == Id.ToString(CultureInfo.InvariantCulture))?[5] ?? "/";

    /// <summary>Processes that it may have at most, which only root can give to more than; null where it is root or nothing bounds them.</summary>
    public long? MostProcesses => IsRoot || !File.Exists(Limits) ? null
        : File.ReadLines(Limits).Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).FirstOrDefault(static line => line is ["Max", "processes", _, _, ..]) is [_, _, _, var most, ..]
            && long.TryParse(most, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Words before the bubblewrap program; none but in tests, which step down before it.</summary>
    public IReadOnlyList<string> Prefix { get; init; } = [];

    private static IEnumerable<string> Users() => File.Exists("/etc/passwd") ? File.ReadLines("/etc/passwd") : [];
}
