using System.Text;
using Moltbot.Protocol.Runners;

namespace Moltbot.Runner.Tools;

/// <summary>
/// Writes what was decided as a script in which every word stands in single quotes: a shell links the programs and reads nothing in them. Each
/// program is compared with the hash that was decided on before the first one starts.
/// </summary>
internal static class ExecScript
{
    /// <summary>The command that runs the steps.</summary>
    /// <exception cref="ToolRefusal">There are none, or one is not to be understood.</exception>
    public static IReadOnlyList<string> Of(IReadOnlyList<ToolExecStep> steps)
    {
        if (steps.Count == 0 || steps.Any(static step => !IsWhole(step)))
        {
            throw new ToolRefusal("what was decided about this command cannot be understood");
        }

        var script = new StringBuilder("is() { h=$(/usr/bin/sha256sum <\"$1\") && [ \"${h%% *}\" = \"$2\" ] || { echo 'a program is not the one that was decided on'; exit 126; }; }\n");
        foreach (var (program, hash) in steps.Select(static step => (step.Program, step.ContentHash)).Distinct())
        {
            script.Append("is ").Append(Quoted(program)).Append(' ').Append(Quoted(hash)).Append('\n');
        }

        for (var place = 0; place < steps.Count; place++)
        {
            var step = steps[place];
            // The link of the first one has nothing before it.
            script.Append(place == 0 ? "" : Operator(step.Link));
            script.Append("(exec -a ").Append(Quoted(step.Argv[0])).Append(' ').AppendJoin(' ', step.Argv.Skip(1).Prepend(step.Program).Select(Quoted)).Append(')');
        }

        return ["/bin/bash", "--noprofile", "--norc", "-p", "-c", script.ToString()];
    }

    private static string Operator(string link) => link switch
    {
        "always" => "\n",
        "onSuccess" => " && ",
        "onFailure" => " || ",
        "piped" => " | ",
        _ => throw new ToolRefusal("what was decided about this command cannot be understood"),
    };

    private static bool IsWhole(ToolExecStep step) =>
        step.Program.StartsWith('/') && step.ContentHash.Length == 64 && step.Argv.Count > 0
        && step.Argv.Append(step.Program).All(static word => !word.Contains('\0', StringComparison.Ordinal));

    private static string Quoted(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
