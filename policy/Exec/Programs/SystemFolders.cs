using System.Collections.Frozen;

namespace Moltbot.Policy.Exec.Programs;

/// <summary>Folders whose programs are what their names say: only the system's owner puts any there, no agent and no project.</summary>
public static class SystemFolders
{
    /// <summary>Where they are when nothing else is said. Not <c>/usr/local</c>, which is a user's on some systems.</summary>
    public static FrozenSet<string> Default { get; } = FrozenSet.ToFrozenSet(["/bin", "/usr/bin"], StringComparer.Ordinal);

    /// <summary>Whether a program is found in one of the folders and is no script.</summary>
    public static bool Hold(IReadOnlySet<string> folders, ResolvedProgram program) =>
        program.Interpreter is null && program.Path.LastIndexOf('/') is > 0 and var end && folders.Contains(program.Path[..end]);
}
