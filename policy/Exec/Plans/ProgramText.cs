using Moltbot.Policy.Exec.Programs;

namespace Moltbot.Policy.Exec.Plans;

/// <summary>What a person is shown of a run beside its command: which files its words were found to be.</summary>
public static class ProgramText
{
    /// <summary>
    /// Each program once: its path, where links led in brackets, and whether it runs others that nobody has seen (attack E5); then the
    /// scripts.
    /// </summary>
    public static IReadOnlyList<string> Of(ExecPlan plan)
    {
        var open = plan.Analysis.Segments.Select(segment => OpenWord(segment.Argv, plan)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return
        [
            .. plan.Words.Select(word => (Word: word, Program: plan.Find(word))).Where(static found => found.Program is not null)
                .Select(found => Of(found.Program!) + (open.Contains(found.Word) ? ", which runs what it is told and looks that up when it starts" : ""))
                .Concat(plan.Files.Select(static file => "script " + file.RealPath))
                .Distinct(StringComparer.Ordinal),
        ];
    }

    /// <summary>The word of the program behind which nobody has looked; null where there is none.</summary>
    private static string? OpenWord(IReadOnlyList<string> argv, ExecPlan plan)
    {
        var effective = EffectiveProgram.Of(argv, plan);
        if (effective.Kind is not (ProgramKind.Interpreter or ProgramKind.Wrapper))
        {
            return null;
        }

        // Behind more wrappers than are looked into it is the last of those.
        List<string> words = [.. EffectiveProgram.WordsOf(argv)];
        return words.Contains(effective.Argv[0], StringComparer.Ordinal) ? effective.Argv[0] : words[^1];
    }

    private static string Of(ResolvedProgram program) => program.Path == program.RealPath ? program.Path : $"{program.Path} ({program.RealPath})";
}
