using System.CommandLine;
using System.Globalization;

namespace Moltbot.Cli.Commands;

/// <summary>Makes commands that run with what a run may use.</summary>
internal sealed class CommandFactory(CliHost host, GlobalOptions options)
{
    /// <summary>A command that does something.</summary>
    /// <param name="name">Its word.</param>
    /// <param name="description">What it does, for the help.</param>
    /// <param name="run">Does it; gives the exit code.</param>
    /// <param name="parts">Its arguments and options, in order.</param>
    public Command Command(string name, string description, Func<Invocation, Task<int>> run, params ReadOnlySpan<Symbol> parts)
    {
        var command = Group(name, description, parts);
        command.SetAction((parsed, cancel) => run(new Invocation(parsed, host, options, cancel)));
        return command;
    }

    /// <summary>A command that only holds others.</summary>
    public Command Group(string name, string description, params ReadOnlySpan<Symbol> parts)
    {
        var command = new Command(name, description);
        foreach (var part in parts)
        {
            switch (part)
            {
                case Argument argument:
                    command.Arguments.Add(argument);
                    break;
                case Option option:
                    command.Options.Add(option);
                    break;
                case Command child:
                    command.Subcommands.Add(child);
                    break;
            }
        }

        return command;
    }

    /// <summary>An argument that must be there.</summary>
    public static Argument<string> Required(string name, string description) => new(name) { Description = description };

    /// <summary>An argument that may be left out.</summary>
    public static Argument<string?> Optional(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.ZeroOrOne };

    /// <summary>An option with a text.</summary>
    public static Option<string?> Text(string name, string value, string description) => new(name) { Description = description, HelpName = value };

    /// <summary>An option with a whole number.</summary>
    public static Option<int?> Number(string name, string description, int least, int most)
    {
        var option = new Option<int?>(name) { Description = description, HelpName = "N" };
        option.CustomParser = result =>
        {
            var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : string.Empty;
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            {
                return number;
            }

            result.AddError($"{name} takes a number from {least} to {most}, not '{text}'");
            return null;
        };
        return option;
    }

    /// <summary>An option that is there or not.</summary>
    public static Option<bool> Flag(string name, string description) => new(name) { Description = description };
}
