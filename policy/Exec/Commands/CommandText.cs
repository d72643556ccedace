using System.Collections.Frozen;

namespace Moltbot.Policy.Exec.Commands;

/// <summary>Writes argument vectors as a command line that reads as exactly these (attack E4): what a person approves is made from what runs.</summary>
public static class CommandText
{
    /// <summary>One argument vector.</summary>
    public static string Of(IReadOnlyList<string> argv) => string.Join(' ', argv.Select(static (word, place) => Quote(word, place == 0)));

    /// <summary>Pipelines with what links them.</summary>
    public static string Of(IReadOnlyList<ExecPipeline> pipelines) => string.Concat(pipelines.Select((pipeline, place) =>
        (place == 0 ? "" : Link(pipeline.Link)) + string.Join(" | ", pipeline.Segments.Select(segment => Of(segment.Argv)))));

    private static readonly FrozenSet<string> Reserved = FrozenSet.ToFrozenSet(
        ["case", "coproc", "do", "done", "elif", "else", "esac", "fi", "for", "function", "if", "in", "select", "then", "until", "while", "}", "]]"], StringComparer.Ordinal);

    private static string Link(ChainLink link) => link switch
    {
        ChainLink.OnSuccess => " && ",
        ChainLink.OnFailure => " || ",
        _ => " ; ",
    };

    /// <summary>Where a program is named, <c>A=1</c> would read as a variable and <c>if</c> as grammar.</summary>
    private static string Quote(string word, bool isProgram) => word.Length > 0 && word.All(IsPlain) && !(isProgram && (word.Contains('=', StringComparison.Ordinal) || Reserved.Contains(word)))
        ? word
        : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>Characters that stand for themselves to every reader, outside quotes too.</summary>
    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-' or '+' or ',' or ':' or '=' or '@' or '%' or '^' or ']' or '}';
}
