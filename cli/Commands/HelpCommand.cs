using System.CommandLine;

namespace Moltbot.Cli.Commands;

/// <summary><c>help [command …]</c>: the same as <c>[command …] --help</c>.</summary>
internal static class HelpCommand
{
    public static Command Make(RootCommand root, CliHost host)
    {
        var path = new Argument<string[]>("command") { Description = "the command to explain", Arity = ArgumentArity.ZeroOrMore };
        var help = new Command("help", "explain a command") { path };
        help.SetAction((parsed, _) => ShowAsync(root, parsed.GetValue(path) ?? [], host, ExitCodes.Ok));
        return help;
    }

    /// <summary>Prints the help of a command and gives <paramref name="exitCode"/>.</summary>
    public static async Task<int> ShowAsync(RootCommand root, IReadOnlyList<string> path, CliHost host, int exitCode)
    {
        Command command = root;
        foreach (var word in path)
        {
            command = command.Subcommands.FirstOrDefault(child => child.Name == word)
                ?? throw CliException.Usage($"there is no command '{string.Join(' ', path)}'", "moltbot help lists all commands");
        }

        await PrintAsync(root.Parse([.. path, "--help"]), host);
        return exitCode;
    }

    /// <summary>Prints the help that was asked for, under the name that people start this program by.</summary>
    public static async Task<int> PrintAsync(ParseResult asked, CliHost host)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var exitCode = await asked.InvokeAsync(new InvocationConfiguration { Output = text, Error = host.Error });
        await host.Out.WriteAsync(text.ToString().Replace($"  {RootCommand.ExecutableName} ", "  moltbot ", StringComparison.Ordinal));
        return exitCode;
    }
}
