namespace Moltbot.Policy.Exec.Programs;

/// <summary>The program that a list is asked about: the one inside of wrappers.</summary>
/// <param name="Argv">Its argument vector.</param>
/// <param name="Program">What it was found to be; null for nothing.</param>
/// <param name="Kind">What it does with its arguments; never <see cref="ProgramKind.Wrapper"/> unless the wrapper was not understood.</param>
public sealed record EffectiveProgram(IReadOnlyList<string> Argv, ResolvedProgram? Program, ProgramKind Kind)
{
    /// <summary>Looks inside.</summary>
    /// <param name="argv">The argument vector.</param>
    /// <param name="finder">Finds its programs.</param>
    /// <param name="systemFolders">See <see cref="SystemFolders"/>; null for the usual ones.</param>
    public static EffectiveProgram Of(IReadOnlyList<string> argv, IProgramFinder finder, IReadOnlySet<string>? systemFolders = null)
    {
        var inner = argv;
        for (var depth = 0; depth <= Wrappers.MaxDepth; depth++)
        {
            var program = finder.Find(inner[0]);
            var kind = ProgramKinds.Of(inner, program);

            // A wrapper that is not the system's own, found by its bare name, may be anything.
            if (kind != ProgramKind.Wrapper || inner[0].Contains('/', StringComparison.Ordinal) || program is null
                || !SystemFolders.Hold(systemFolders ?? SystemFolders.Default, program) || Wrappers.Unwrap(inner) is not { } next)
            {
                return new EffectiveProgram(inner, program, kind);
            }

            inner = next;
        }

        return new EffectiveProgram(inner, null, ProgramKind.Wrapper);
    }

    /// <summary>The words of an argument vector that name programs, wrappers and what is inside of them.</summary>
    public static IEnumerable<string> WordsOf(IReadOnlyList<string> argv)
    {
        IReadOnlyList<string>? inner = argv;
        for (var depth = 0; depth <= Wrappers.MaxDepth && inner is not null; depth++)
        {
            yield return inner[0];
            inner = Wrappers.Names.Contains(ProgramKinds.NameOf(inner[0])) ? Wrappers.Unwrap(inner) : null;
        }
    }
}
