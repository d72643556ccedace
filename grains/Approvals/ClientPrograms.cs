using Moltbot.Policy.Exec.Programs;

namespace Moltbot.Grains.Approvals;

/// <summary>What can be said of programs on a client's machine, which nobody here has seen: only what their names say.</summary>
internal sealed class ClientPrograms : IProgramFinder
{
    private static readonly ClientPrograms Unseen = new();

    public ResolvedProgram? Find(string word) => new(word, word);

    /// <summary>Whether the program does its own work.</summary>
    public static bool IsPlain(IReadOnlyList<string> argv) => EffectiveProgram.Of(argv, Unseen).Kind == ProgramKind.Plain;
}
