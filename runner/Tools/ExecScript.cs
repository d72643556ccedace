using System.Text;
using Moltbot.Protocol.Runners;

namespace Moltbot.Runner.Tools;

/// <summary>
/// Writes what was decided as a script in which every word stands in single quotes: a shell links the programs and reads nothing in them. Folder,
/// programs and the files that they open are compared with what was decided on before the first one starts, and those of a step once more
/// right before it: a step before it may have put others in their place.
/// </summary>
internal static class ExecScript
{
    private const string Functions = """
        no() { echo "$1 is not the one that was decided on"; exit 126; }
        is() { h=$(/usr/bin/sha256sum <"$1") && [ "${h%% *}" = "$2" ] || no 'a program or script'; }
        at() { [ "$(/usr/bin/realpath -e -- "$1")" = "$2" ] || no 'a program or script'; is "$2" "$3"; }

        """;

    /// <summary>The command that runs the steps.</summary>
    /// <param name="steps">What is started.</param>
    /// <param name="files">What it opens by name.</param>
    /// <param name="folder">Where, with all links followed.</param>
    /// <exception cref="ToolRefusal">There are none, or one is not to be understood.</exception>
    public static IReadOnlyList<string> Of(IReadOnlyList<ToolExecStep> steps, IReadOnlyList<ToolExecFile> files, string? folder)
    {
        if (steps.Count == 0 || folder is null || steps.Any(static step => !IsWhole(step)) || files.Any(static file => !IsWhole(file)))
        {
            throw new ToolRefusal("what was decided about this command cannot be understood");
        }

        var checks = steps.Select(step => Check(step, files)).ToList();
        var script = new StringBuilder(Functions).Append("[ \"$(pwd -P)\" = ").Append(Quoted(folder)).Append(" ] || no 'the folder'\n")
            .AppendJoin('\n', checks.Distinct(StringComparer.Ordinal)).Append('\n');
        for (var place = 0; place < steps.Count; place++)
        {
            var step = steps[place];
            // The link of the first one has nothing before it.
            script.Append(place == 0 ? "" : Operator(step.Link));
            script.Append('(').Append(checks[place]).Append("; exec -a ").Append(Quoted(step.Argv[0])).Append(' ')
                .AppendJoin(' ', step.Argv.Skip(1).Prepend(step.Program).Select(Quoted)).Append(')');
        }

        return ["/bin/bash", "--noprofile", "--norc", "-p", "-c", script.ToString()];
    }

    private static string Check(ToolExecStep step, IReadOnlyList<ToolExecFile> files) => string.Join(
        "; ",
        files.Where(file => step.Argv.Skip(1).Contains(file.Word, StringComparer.Ordinal))
            .Select(static file => $"at {Quoted(file.Word)} {Quoted(file.Path)} {Quoted(file.ContentHash)}")
            .Prepend($"is {Quoted(step.Program)} {Quoted(step.ContentHash)}"));

    private static string Operator(string link) => link switch
    {
        "always" => "\n",
        "onSuccess" => " && ",
        "onFailure" => " || ",
        "piped" => " | ",
        _ => throw new ToolRefusal("what was decided about this command cannot be understood"),
    };

    private static bool IsWhole(ToolExecStep step) =>
        step.Program.StartsWith('/') && step.ContentHash.Length == 64 && step.Argv.Count > 0 && step.Argv.Append(step.Program).All(IsWord);

    private static bool IsWhole(ToolExecFile file) => file.Path.StartsWith('/') && file.ContentHash.Length == 64 && IsWord(file.Word) && IsWord(file.Path);

    private static bool IsWord(string word) => !word.Contains('\0', StringComparison.Ordinal);

    private static string Quoted(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
