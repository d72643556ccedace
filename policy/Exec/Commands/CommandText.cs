namespace Moltbot.Policy.Exec.Commands;

/// <summary>Writes argument vectors as a command line that reads as exactly these (attack E4): what a person approves is made from what runs.</summary>
public static class CommandText
{
    /// <summary>One argument vector.</summary>
    public static string Of(IReadOnlyList<string> argv) => string.Join(' ', argv.Select(Quote));

    /// <summary>Pipelines with what links them.</summary>
    public static string Of(IReadOnlyList<ExecPipeline> pipelines) => string.Concat(pipelines.Select((pipeline, place) =>
        (place == 0 ? "" : Link(pipeline.Link)) + string.Join(" | ", pipeline.Segments.Select(segment => Of(segment.Argv)))));

    private static string Link(ChainLink link) => link switch
    {
        ChainLink.OnSuccess => " && ",
        ChainLink.OnFailure => " || ",
        _ => " ; ",
    };

    private static string Quote(string word) => word.Length > 0 && word.All(IsPlain)
        ? word
        : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>Characters that stand for themselves to every reader, outside quotes too.</summary>
    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-' or '+' or ',' or ':' or '=' or '@' or '%' or '^' or ']' or '}';
}
