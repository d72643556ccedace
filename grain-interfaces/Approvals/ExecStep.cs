namespace Moltbot.GrainInterfaces.Approvals;

/// <summary>One program of a run, exactly as it is started: no shell and no parser reads it again.</summary>
/// <param name="Link">When it starts.</param>
/// <param name="Program">The executable: an absolute path with all links followed.</param>
/// <param name="ContentHash">SHA-256 of its bytes, 64 lower-case hex digits.</param>
/// <param name="Argv">
/// The argument vector; the first word is the one that named the program. Programs that others are told to run (<c>env</c>, <c>nice</c>)
/// stand in it by absolute path: the words of the command would be looked up again.
/// </param>
[GenerateSerializer, Alias("moltbot.ExecStep"), Immutable]
public sealed record ExecStep(
    [property: Id(0)] ExecStepLink Link, [property: Id(1)] string Program, [property: Id(2)] string ContentHash, [property: Id(3)] IReadOnlyList<string> Argv);
