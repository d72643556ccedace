using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Moltbot.Cli.Commands;
using Moltbot.Cli.Printing;

namespace Moltbot.Cli;

/// <summary>One run of the command line, from arguments to exit code. Every failure becomes a text that says what to do next.</summary>
internal static class CommandLine
{
    private static readonly ParserConfiguration Parsing = new()
    {
        // A message to the assistant may begin with '@'; it does not name a file of arguments.
        ResponseFileTokenReplacer = null,
    };

    /// <summary>Runs the command; the answer is one of <see cref="ExitCodes"/>.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, CliHost host, CancellationToken cancel)
    {
        var options = new GlobalOptions();
        var root = CommandTree.Build(host, options);
        var parsed = root.Parse(args, Parsing);
        var printer = new Printer(host, parsed.GetResult(options.Json) is { Implicit: false });
        if (parsed.Action is ParseErrorAction)
        {
            var wrong = string.Join('\n', parsed.Errors.Select(error => error.Message));
            printer.Failure(CliException.Usage(wrong, $"see {PathOf(parsed)} --help"));
            return ExitCodes.Usage;
        }

        try
        {
            return parsed.Action is HelpAction
                ? await HelpCommand.PrintAsync(parsed, host)
                : await parsed.InvokeAsync(new InvocationConfiguration { Output = host.Out, Error = host.Error, EnableDefaultExceptionHandler = false }, cancel);
        }
        catch (CliException failure)
        {
            printer.Failure(failure);
            return failure.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            printer.Failure(new CliException(ExitCodes.Failed, problem.Message));
            return ExitCodes.Failed;
        }
    }

    private static string PathOf(ParseResult parsed)
    {
        var names = new List<string>();
        for (Symbol? command = parsed.CommandResult.Command; command is not null; command = command.Parents.FirstOrDefault())
        {
            names.Insert(0, command is RootCommand ? "moltbot" : command.Name);
        }

        return string.Join(' ', names);
    }
}
