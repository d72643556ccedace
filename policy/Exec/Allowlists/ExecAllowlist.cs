using Moltbot.Policy.Exec.Commands;
using Moltbot.Policy.Exec.Programs;
using Moltbot.Policy.Exec.SafeBins;

namespace Moltbot.Policy.Exec.Allowlists;

/// <summary>Holds a command beside a list: every program of it must match an entry, be a safe bin in use as one, or a skill's.</summary>
public static class ExecAllowlist
{
    /// <summary>Evaluates an analysis that is <see cref="ExecAnalysis.Ok"/>.</summary>
    public static AllowlistVerdict Evaluate(ExecAnalysis analysis, AllowlistRules rules, IProgramFinder finder)
    {
        var matches = new List<AllowlistEntry>();
        var known = new Dictionary<string, AllowlistEntry?>(StringComparer.Ordinal);
        var home = CanonicalPath.OfHome(rules.Home);
        foreach (var segment in analysis.Segments)
        {
            var effective = EffectiveProgram.Of(segment.Argv, finder, rules.SystemFolders);
            if (effective.Kind is ProgramKind.Interpreter or ProgramKind.Wrapper)
            {
                return new AllowlistVerdict(matches, segment);
            }

            if (EntryFor(effective, rules, home, known) is { } entry)
            {
                matches.Add(entry);
            }
            else if (!IsSafeBin(effective, rules) && !IsSkillBin(effective, rules))
            {
                return new AllowlistVerdict(matches, segment);
            }
        }

        return new AllowlistVerdict(matches, null);
    }

    /// <summary>
    /// The paths that "allow always" adds: of the system's own programs that are known to run no other. Null when the command holds one
    /// of which that is not known, or one that may be another next time: then only this run can be allowed (attack E5).
    /// </summary>
    public static IReadOnlyList<string>? PathsToRemember(ExecAnalysis analysis, IProgramFinder finder)
    {
        var paths = new List<string>();
        foreach (var segment in analysis.Segments)
        {
            var effective = EffectiveProgram.Of(segment.Argv, finder);
            if (effective is not { Kind: ProgramKind.Plain, Program: { } program } || !SystemFolders.Hold(SystemFolders.Default, program)
                || !CanonicalPath.Is(program.Path))
            {
                return null;
            }

            paths.Add(program.Path);
        }

        return paths.Count == 0 ? null : [.. paths.Distinct(StringComparer.Ordinal)];
    }

    private static AllowlistEntry? EntryFor(
        EffectiveProgram effective, AllowlistRules rules, CanonicalPath? home, Dictionary<string, AllowlistEntry?> known)
    {
        // A path that was written out is what the pattern is held beside, also where nothing is there yet.
        var path = effective.Program?.Path ?? effective.Argv[0];

        // A command may name one program many times, and the list may be long.
        if (!known.TryGetValue(path, out var entry))
        {
            entry = CanonicalPath.Of(path) is { } canonical ? rules.Entries.FirstOrDefault(each => each.Matcher.Matches(canonical, home)) : null;
            known.Add(path, entry);
        }

        return entry;
    }

    private static bool IsSafeBin(EffectiveProgram effective, AllowlistRules rules) =>
        IsSystems(effective, rules) && rules.SafeBins.Contains(effective.Argv[0]) && SafeBinGrammars.Accepts(effective.Argv);

    private static bool IsSkillBin(EffectiveProgram effective, AllowlistRules rules) =>
        rules.AutoAllowSkills && IsSystems(effective, rules) && rules.SkillBins?.Contains(effective.Argv[0]) == true;

    /// <summary>Whether the search path led to a program of the system: a file of that name in any other folder may be anything.</summary>
    private static bool IsSystems(EffectiveProgram effective, AllowlistRules rules) =>
        effective.Program is { } program && !effective.Argv[0].AsSpan().ContainsAny('/', '\\')
        && SystemFolders.Hold(rules.SystemFolders ?? SystemFolders.Default, program);
}
