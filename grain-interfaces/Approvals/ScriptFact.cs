namespace Moltbot.GrainInterfaces.Approvals;

/// <summary>A script that a command gives to an interpreter.</summary>
/// <param name="RealPath">Its absolute path with all links followed.</param>
/// <param name="ContentHash">SHA-256 of its bytes, 64 lower-case hex digits.</param>
/// <param name="Word">The word of the command that names it; null for a file that the command does not name.</param>
[GenerateSerializer, Alias("moltbot.ScriptFact"), Immutable]
public sealed record ScriptFact([property: Id(0)] string RealPath, [property: Id(1)] string ContentHash, [property: Id(2)] string? Word = null);
