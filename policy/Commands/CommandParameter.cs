namespace Moltbot.Policy.Commands;

/// <summary>Something that may follow a command.</summary>
/// <param name="Name">What it is called: lower-case letters.</param>
/// <param name="Description">What it is for, at most 100 characters.</param>
public sealed record CommandParameter(string Name, string Description)
{
    /// <summary>What it may be, in the order of offering; empty where anything may be written.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Whether it takes all that is left, so that none comes after it.</summary>
    public bool TakesRest { get; init; }
}
