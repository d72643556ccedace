using System.Collections.Frozen;

namespace Moltbot.Policy.Exec.Programs;

/// <summary>Programs that run the program their arguments name, and the forms of them that are understood exactly.</summary>
public static class Wrappers
{
    /// <summary>How many may stand before each other.</summary>
    public const int MaxDepth = 4;

    /// <summary>Their names.</summary>
    public static FrozenSet<string> Names { get; } = FrozenSet.ToFrozenSet(["env", "nice", "ionice", "nohup", "stdbuf", "time", "timeout"], StringComparer.Ordinal);

    /// <summary>
    /// The argument vector inside; null for a form that is not understood. <c>env</c> is with nothing but the program: what it sets would
    /// come past the filter of the environment.
    /// </summary>
    public static IReadOnlyList<string>? Unwrap(IReadOnlyList<string> argv)
    {
        var at = ProgramKinds.NameOf(argv[0]) switch
        {
            "env" or "nohup" or "time" => 1,
            "nice" => argv.Count > 1 && argv[1] == "-n" && IsWhole(argv, 2) ? 3 : 1,
            "timeout" => IsDuration(argv, 1) ? 2 : -1,
            "ionice" => AfterPairs(argv, ["-c", "-n"], static value => value.Length == 1 && char.IsAsciiDigit(value[0])),
            "stdbuf" => AfterPairs(argv, ["-i", "-o", "-e"], static value => value is "0" or "L"),
            _ => -1,
        };

        // An option where the program should be, or an assignment, is another form.
        return at > 0 && at < argv.Count && argv[at] is { Length: > 0 } program && program[0] != '-' && !program.Contains('=', StringComparison.Ordinal)
            ? [.. argv.Skip(at)]
            : null;
    }

    private static int AfterPairs(IReadOnlyList<string> argv, ReadOnlySpan<string> options, Func<string, bool> takes)
    {
        var at = 1;
        while (at + 1 < argv.Count && options.Contains(argv[at]) && takes(argv[at + 1]))
        {
            at += 2;
        }

        return at;
    }

    private static bool IsWhole(IReadOnlyList<string> argv, int at) =>
        at < argv.Count && argv[at].TrimStart('-', '+') is { Length: > 0 and <= 2 } digits && digits.All(char.IsAsciiDigit);

    private static bool IsDuration(IReadOnlyList<string> argv, int at) =>
        at < argv.Count && argv[at].TrimEnd('s', 'm', 'h', 'd') is { Length: > 0 and <= 6 } number && argv[at].Length - number.Length <= 1
        && number.All(char.IsAsciiDigit);
}
