namespace Moltbot.Policy.Exec.Plans;

/// <summary>A file whose text decides what a command does: a script that its interpreter is given (attack E8).</summary>
/// <param name="RealPath">Its absolute path with all links followed.</param>
/// <param name="ContentHash">SHA-256 of its bytes, 64 lower-case hex digits.</param>
/// <param name="Word">The word of the command that names it; null for a file that the command does not name.</param>
public sealed record BoundFile(string RealPath, string ContentHash, string? Word = null);
