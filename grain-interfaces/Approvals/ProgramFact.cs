namespace Moltbot.GrainInterfaces.Approvals;

/// <summary>The executable that a word of a command names, as the machine found it that is to run it.</summary>
/// <param name="Word">The word.</param>
/// <param name="Path">Its absolute path as found.</param>
/// <param name="RealPath">The same with all links followed.</param>
/// <param name="ContentHash">SHA-256 of its bytes, 64 lower-case hex digits.</param>
/// <param name="Interpreter">What its first line names to read it; null for a program of its own.</param>
[GenerateSerializer, Alias("moltbot.ProgramFact"), Immutable]
public sealed record ProgramFact(
    [property: Id(0)] string Word,
    [property: Id(1)] string Path,
    [property: Id(2)] string RealPath,
    [property: Id(3)] string ContentHash,
    [property: Id(4)] string? Interpreter = null);
