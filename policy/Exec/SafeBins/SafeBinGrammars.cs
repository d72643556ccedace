using System.Collections.Frozen;
using static Moltbot.Policy.Exec.SafeBins.OptionValues;

namespace Moltbot.Policy.Exec.SafeBins;

/// <summary>
/// The filters that may run without being on a list, each with what it may be given: they read their standard input and write their
/// standard output. No operand or option of theirs names a file, a program or a folder.
/// </summary>
public static class SafeBinGrammars
{
    private static readonly FrozenDictionary<string, OptionGrammar> Grammars = new Dictionary<string, OptionGrammar>(StringComparer.Ordinal)
    {
        ["head"] = new()
        {
            Flags = "qvz",
            TakesCount = true,
            Values = Letters(("nc", IsCount)),
            LongFlags = ["quiet", "silent", "verbose", "zero-terminated"],
            LongValues = Names(("lines bytes", IsCount)),
            Operands = StandardInput,
        },
        ["tail"] = new()
        {
            Flags = "qvz",
            TakesCount = true,
            Values = Letters(("nc", IsCount)),
            LongFlags = ["quiet", "silent", "verbose", "zero-terminated"],
            LongValues = Names(("lines bytes", IsCount)),
            Operands = StandardInput,
        },
        ["wc"] = new()
        {
            Flags = "cmlLw",
            LongFlags = ["bytes", "chars", "lines", "max-line-length", "words"],
            Operands = StandardInput,
        },
        ["cut"] = new()
        {
            Flags = "nsz",
            Values = Letters(("bcf", IsRanges), ("d", IsCharacter)),
            LongFlags = ["complement", "only-delimited", "zero-terminated"],
            LongValues = Names(("bytes characters fields", IsRanges), ("delimiter", IsCharacter), ("output-delimiter", IsText)),
            Operands = StandardInput,
        },
        ["uniq"] = new()
        {
            Flags = "cdDiuz",
            Values = Letters(("fsw", IsWhole)),
            LongFlags = ["count", "repeated", "ignore-case", "unique", "zero-terminated"],
            LongValues = Names(("skip-fields skip-chars check-chars", IsWhole)),
            Operands = StandardInput,
        },
        ["sort"] = new()
        {
            Flags = "bdfghiMnRrVcCmsuz",
            Values = Letters(("k", IsSortKey), ("t", IsCharacter)),
            LongFlags =
            [
                "ignore-leading-blanks", "dictionary-order", "ignore-case", "general-numeric-sort", "human-numeric-sort", "ignore-nonprinting",
                "month-sort", "numeric-sort", "random-sort", "reverse", "version-sort", "check", "stable", "unique", "zero-terminated",
            ],
            LongValues = Names(("key", IsSortKey), ("field-separator", IsCharacter)),
            Operands = StandardInput,
        },
        ["tr"] = new()
        {
            Flags = "cCdst",
            LongFlags = ["complement", "delete", "squeeze-repeats", "truncate-set1"],
            Operands = static (operands, _) => operands.Count is 1 or 2,
        },
        ["grep"] = new()
        {
            Flags = "EFGivwxclLoqsnHhbzaTU",
            Values = Letters(("e", IsText), ("mABC", IsWhole)),
            LongFlags =
            [
                "extended-regexp", "fixed-strings", "basic-regexp", "ignore-case", "no-ignore-case", "invert-match", "word-regexp", "line-regexp", "count",
                "files-with-matches", "files-without-match", "only-matching", "quiet", "silent", "no-messages", "line-number", "with-filename",
                "no-filename", "byte-offset", "null-data", "text", "initial-tab",
            ],
            LongValues = Names(("regexp", IsText), ("max-count after-context before-context context", IsWhole)),
            Operands = static (operands, seen) => IsStandardInput(
                operands.Skip(seen.Contains("e") || seen.Contains("regexp") ? 0 : 1),
                isComplete: operands.Count > 0 || seen.Contains("e") || seen.Contains("regexp")),
        },
        ["jq"] = new()
        {
            Flags = "rcnsReSMCja",
            LongFlags =
            [
                "raw-output", "compact-output", "null-input", "slurp", "raw-input", "exit-status", "sort-keys", "monochrome-output", "color-output",
                "join-output", "ascii-output", "tab", "unbuffered", "seq", "stream",
            ],
            LongWords = new Dictionary<string, int>(StringComparer.Ordinal) { ["indent"] = 1, ["arg"] = 2, ["argjson"] = 2 }.ToFrozenDictionary(StringComparer.Ordinal),
            Operands = static (operands, _) => operands is [var filter] && JqFilter.IsContained(filter),
        },
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether an argument vector is within its program's grammar; false for a program without one.</summary>
    public static bool Accepts(IReadOnlyList<string> argv) =>
        Grammars.TryGetValue(argv[0], out var grammar) && grammar.Accepts([.. argv.Skip(1)]);

    private static bool StandardInput(IReadOnlyList<string> operands, IReadOnlySet<string> seen) => IsStandardInput(operands, isComplete: true);

    private static bool IsStandardInput(IEnumerable<string> files, bool isComplete) => isComplete && files.ToList() is [] or ["-"];

    private static FrozenDictionary<char, Func<string, bool>> Letters(params ReadOnlySpan<(string Letters, Func<string, bool> Takes)> groups)
    {
        var values = new Dictionary<char, Func<string, bool>>();
        foreach (var (letters, takes) in groups)
        {
            foreach (var letter in letters)
            {
                values.Add(letter, takes);
            }
        }

        return values.ToFrozenDictionary();
    }

    private static FrozenDictionary<string, Func<string, bool>> Names(params ReadOnlySpan<(string Names, Func<string, bool> Takes)> groups)
    {
        var values = new Dictionary<string, Func<string, bool>>(StringComparer.Ordinal);
        foreach (var (names, takes) in groups)
        {
            foreach (var name in names.Split(' '))
            {
                values.Add(name, takes);
            }
        }

        return values.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
