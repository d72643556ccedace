using Moltbot.Policy.Exec.Allowlists;
using Moltbot.Policy.Exec.Commands;
using Moltbot.Policy.Exec.Programs;

namespace Moltbot.Grains.Approvals;

/// <summary>
/// What can be said of programs on a client's machine, which nobody here has seen: only what their names say. A bare name is taken for
/// the system's program of that name.
/// </summary>
internal sealed class ClientPrograms : IProgramFinder
{
    private static readonly ClientPrograms Unseen = new();

    public ResolvedProgram? Find(string word)
    {
        string path = word.Contains('/', StringComparison.Ordinal) ? word : "/usr/bin/" + word;
        return new ResolvedProgram(path, path);
    }

    /// <summary>Whether "always" may be said of a command.</summary>
    public static bool AreRememberable(ExecAnalysis analysis) => ExecAllowlist.PathsToRemember(analysis, Unseen) is not null;
}
