namespace Moltbot.Policy.Exec.Commands;

/// <summary>One program with its arguments, exactly as it is started: nothing reads the words again.</summary>
/// <param name="Raw">The words as they were written.</param>
/// <param name="Argv">The argument vector; the program's word first, never empty.</param>
public sealed record ExecSegment(string Raw, IReadOnlyList<string> Argv)
{
    /// <summary>The word that names the program.</summary>
    public string Program => Argv[0];
}
