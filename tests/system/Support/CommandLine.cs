namespace Moltbot.System.Tests.Support;

/// <summary>Runs the command line against a state folder, as its owner would.</summary>
internal static class CommandLine
{
    /// <summary>Runs it to its end; answers its exit code and what it printed.</summary>
    public static async Task<(int ExitCode, string Output)> Run(StateFolder state, params string[] arguments)
    {
        await using RunningProgram program = RunningProgram.Start(
            Programs.Cli, [.. arguments, "--state", state.Path], new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = state.Home });
        int code = await program.Exit($"moltbot {string.Join(' ', arguments)}", TimeSpan.FromSeconds(60));
        return (code, program.Output.Text);
    }
}
