namespace Moltbot.Policy.Commands;

/// <summary>A command that may be given in a chat.</summary>
/// <param name="Key">Its key.</param>
/// <param name="AcceptsArguments">Whether anything may follow; if not, it must stand alone.</param>
/// <param name="Names">Its names with the slash; the first is the one that is shown.</param>
public sealed record ChatCommand(string Key, bool AcceptsArguments, params IReadOnlyList<string> Names)
{
    /// <summary>The name that is shown.</summary>
    public string Canonical => Names[0];
}
