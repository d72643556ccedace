namespace Moltbot.Policy.Commands;

/// <summary>A command that may be given in a chat.</summary>
/// <param name="Key">Its key.</param>
/// <param name="AcceptsArguments">Whether anything may follow; if not, it must stand alone.</param>
/// <param name="Names">Its names with the slash; the first is the one that is shown.</param>
public sealed record ChatCommand(string Key, bool AcceptsArguments, params IReadOnlyList<string> Names)
{
    /// <summary>The name that is shown.</summary>
    public string Canonical => Names[0];

    /// <summary>What it does, at most 100 characters; null for one that is known and offered to nobody.</summary>
    public string? Description { get; init; }

    /// <summary>What may follow it, in order.</summary>
    public IReadOnlyList<CommandParameter> Parameters { get; init; } = [];

    /// <summary>Whether somebody who leaves out a parameter with choices is offered them.</summary>
    public bool OffersChoices { get; init; }

    /// <summary>The command as it would be typed: <c>/name</c>, then what is given with it.</summary>
    public static string Text(string name, string? arguments) =>
        string.IsNullOrWhiteSpace(arguments) ? $"/{name}" : $"/{name} {arguments.Trim()}";

    /// <summary>The command as it would be typed.</summary>
    public string Text(CommandArguments? arguments) => Text(Key, arguments?.TextFor(this));

    /// <summary>The parameter that is left out and has choices to offer; null when there is nothing to choose.</summary>
    /// <param name="arguments">What was given; a text that was not taken apart may hold anything, so that nothing is offered.</param>
    public CommandParameter? MissingChoice(CommandArguments? arguments) =>
        OffersChoices
        && Parameters.FirstOrDefault(static parameter => parameter.Choices.Count > 0) is { } parameter
        && arguments?.Values?.ContainsKey(parameter.Name) != true
        && !(arguments is { Values: null } && !string.IsNullOrWhiteSpace(arguments.Raw))
            ? parameter
            : null;
}
