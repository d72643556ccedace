using System.Collections.Frozen;

namespace Moltbot.Policy.Exec.Programs;

/// <summary>
/// The file that an interpreter is told to run (attack E8): its text decides what runs, so a run without that file's facts is none. An
/// option's value that stands apart (<c>-W ignore</c>) is taken for it: written as one word (<c>-Wignore</c>) it is not.
/// </summary>
public static class ScriptOperand
{
    private const string Shell = "abefhiklmnprstuvxBCEHP";

    /// <summary>By interpreter: the letters of options without a value, and those of options whose value is the text to run.</summary>
    private static readonly FrozenDictionary<string, (string Flags, string Inline)> Runners = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
    {
        ["sh"] = (Shell, "c"),
        ["bash"] = (Shell, "c"),
        ["dash"] = (Shell, "c"),
        ["ash"] = (Shell, "c"),
        ["zsh"] = (Shell, "c"),
        ["ksh"] = (Shell, "c"),
        ["mksh"] = (Shell, "c"),
        ["fish"] = ("il", "c"),
        ["python"] = ("bBdEhiIOPqsSuvVx", "cm"),
        ["pypy"] = ("bBdEhiIOPqsSuvVx", "cm"),
        ["perl"] = ("aflnpsStTuUwWX", "eE"),
        ["ruby"] = ("alnpsSvw", "e"),
        ["node"] = ("ip", "ep"),
        ["nodejs"] = ("ip", "ep"),
        ["php"] = ("nq", "r"),
        ["lua"] = ("iv", "e"),
        ["luajit"] = ("iv", "e"),
        ["rscript"] = ("", "e"),
        ["guile"] = ("", "c"),
        ["tclsh"] = ("", ""),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The word that names the file; null where there is none.</summary>
    public static string? Of(EffectiveProgram program)
    {
        if (!Runners.TryGetValue(ProgramKinds.NameOf(program.Argv[0]), out var runner)
            && !(program.Program is { } found && Runners.TryGetValue(ProgramKinds.NameOf(found.RealPath), out runner)))
        {
            return null;
        }

        var at = 1;
        while (at < program.Argv.Count && program.Argv[at] is ['-', _, ..] and not "--")
        {
            if (program.Argv[at] is "--eval" or "--print" || IsInline(program.Argv[at], runner.Flags, runner.Inline))
            {
                return null;
            }

            at++;
        }

        at += at < program.Argv.Count && program.Argv[at] == "--" ? 1 : 0;
        return at < program.Argv.Count && program.Argv[at] != "-" ? program.Argv[at] : null;
    }

    private static bool IsInline(string option, string flags, string inline) =>
        inline.Contains(option[^1], StringComparison.Ordinal) && option[1..^1].All(letter => flags.Contains(letter, StringComparison.Ordinal));
}
