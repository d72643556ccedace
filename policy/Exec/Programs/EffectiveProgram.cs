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
    public static IEnumerable<string> WordsOf(IReadOnlyList<string> argv) => PlacesOf(argv).Select(place => argv[place]);

    /// <summary>
    /// The argument vector as it is started. A wrapper would look for the program inside of it again, on a search path that may lead
    /// elsewhere by then: it is told the path that was found, with links followed where the name stays, since programs go by it.
    /// </summary>
    public static IReadOnlyList<string> Bind(IReadOnlyList<string> argv, IProgramFinder finder)
    {
        var places = PlacesOf(argv).Skip(1).ToHashSet();
        return places.Count == 0 ? argv : [.. argv.Select((word, place) => places.Contains(place) && finder.Find(word) is { } inner ? PathOf(inner) : word)];
    }

    /// <summary>The path by which a wrapper is told of a program.</summary>
    public static string PathOf(ResolvedProgram program) => FileOf(program.RealPath) == FileOf(program.Path) ? program.RealPath : program.Path;

    private static string FileOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>The places of the words that name programs, the outermost first.</summary>
    private static IEnumerable<int> PlacesOf(IReadOnlyList<string> argv)
    {
        IReadOnlyList<string>? inner = argv;
        for (var depth = 0; depth <= Wrappers.MaxDepth && inner is not null; depth++)
        {
            yield return argv.Count - inner.Count;
            inner = Wrappers.Unwrap(inner);
        }
    }
}
