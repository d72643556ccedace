namespace Moltbot.Policy.Exec.Programs;

/// <summary>The program that a list is asked about: the one inside of wrappers.</summary>
/// <param name="Argv">Its argument vector.</param>
/// <param name="Program">What it was found to be; null for nothing.</param>
/// <param name="Kind">What it does with its arguments; never <see cref="ProgramKind.Wrapper"/> unless the wrapper was not understood.</param>
/// <param name="IsWrapped">Whether something stood before it.</param>
public sealed record EffectiveProgram(IReadOnlyList<string> Argv, ResolvedProgram? Program, ProgramKind Kind, bool IsWrapped)
{
    /// <summary>Looks inside.</summary>
    public static EffectiveProgram Of(IReadOnlyList<string> argv, IProgramFinder finder)
    {
        var inner = argv;
        for (var depth = 0; depth <= Wrappers.MaxDepth; depth++)
        {
            var program = finder.Find(inner[0]);
            var kind = ProgramKinds.Of(inner, program);

            // A wrapper that is found elsewhere than by its bare name may be anything.
            if (kind != ProgramKind.Wrapper || inner[0].Contains('/', StringComparison.Ordinal) || program is null
                || Wrappers.Unwrap(inner) is not { } next)
            {
                return new EffectiveProgram(inner, program, kind, depth > 0);
            }

            inner = next;
        }

        return new EffectiveProgram(inner, null, ProgramKind.Wrapper, true);
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
