using System.Collections.Frozen;

namespace Moltbot.Policy.Exec.Programs;

/// <summary>
/// The file that an interpreter is told to run (attack E8): its text decides what runs, so a run without that file's facts is none. A
/// word behind an option that may take it for its value (<c>-r a.js b.js</c>, <c>-W ignore x.py</c>) may be that file or not, so its facts
/// are needed as well; written as one word (<c>-Wignore</c>) it is not.
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
        ["csh"] = ("efinstvxVX", "c"),
        ["tcsh"] = ("efinstvxVX", "c"),
        ["fish"] = ("il", "c"),
        ["python"] = ("bBdEhiIOPqsSuvVx", "cm"),
        ["pypy"] = ("bBdEhiIOPqsSuvVx", "cm"),
        ["perl"] = ("acfilnpsStTuUwWX", "eE"),
        ["ruby"] = ("aclnpsSvwy", "e"),
        ["node"] = ("chipv", "ep"),
        ["nodejs"] = ("chipv", "ep"),
        ["tsx"] = ("chipv", "ep"),
        ["php"] = ("fnq", "r"),
        ["lua"] = ("iEv", "e"),
        ["luajit"] = ("iEv", "e"),
        ["julia"] = ("iq", "eE"),
        ["rscript"] = ("", "e"),
        ["guile"] = ("", "c"),
        ["tclsh"] = ("", ""),
        ["wish"] = ("", ""),
        ["expect"] = ("dinv", "c"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Long options that take the next word for their value. Others are taken for options without one.</summary>
    private static readonly FrozenSet<string> LongWithValue = FrozenSet.ToFrozenSet(
        [
            "--require", "--import", "--loader", "--experimental-loader", "--env-file", "--env-file-if-exists", "--conditions", "--title", "--disable-warning",
            "--openssl-config", "--icu-data-dir", "--redirect-warnings", "--experimental-config-file", "--tsconfig", "--rcfile", "--init-file", "--init-command",
            "--check-hash-based-pycs", "--encoding", "--external-encoding", "--internal-encoding", "--php-ini", "--define", "--project", "--load", "-encoding",
        ],
        StringComparer.Ordinal);

    /// <summary>The words that may name the file; none where no file is run.</summary>
    public static IReadOnlyList<string> Of(EffectiveProgram program)
    {
        if (!Runners.TryGetValue(ProgramKinds.NameOf(program.Argv[0]), out var runner)
            && !(program.Program is { } found && Runners.TryGetValue(ProgramKinds.NameOf(found.RealPath), out runner)))
        {
            return [];
        }

        var files = new List<string>();
        var mayTakeNext = false;
        for (var at = 1; at < program.Argv.Count; at++)
        {
            var word = program.Argv[at];
            if (word is ['-', _, ..] and not "--")
            {
                if (word is "--eval" or "--print" || IsInline(word, runner.Flags, runner.Inline))
                {
                    return files;
                }

                mayTakeNext = LongWithValue.Contains(word) || (word.Length == 2 && !runner.Flags.Contains(word[1], StringComparison.Ordinal));
                continue;
            }

            var isMarked = word == "--";
            at += isMarked ? 1 : 0;
            if (at < program.Argv.Count && program.Argv[at] != "-")
            {
                files.Add(program.Argv[at]);
            }

            if (isMarked || !mayTakeNext)
            {
                break;
            }

            mayTakeNext = false;
        }

        return files;
    }

    private static bool IsInline(string option, string flags, string inline) =>
        inline.Contains(option[^1], StringComparison.Ordinal) && option[1..^1].All(letter => flags.Contains(letter, StringComparison.Ordinal));
}
