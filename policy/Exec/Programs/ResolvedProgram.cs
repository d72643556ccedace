namespace Moltbot.Policy.Exec.Programs;

/// <summary>The executable that a word names, as the machine found it that is to run it.</summary>
/// <param name="Path">Its absolute path as found: on the search path, or as written.</param>
/// <param name="RealPath">The same with all links followed.</param>
/// <param name="ContentHash">SHA-256 of its bytes, 64 lower-case hex digits; null where nobody read them.</param>
/// <param name="Interpreter">What its first line names to read it (<c>#!</c>); null for a program of its own.</param>
public sealed record ResolvedProgram(string Path, string RealPath, string? ContentHash = null, string? Interpreter = null);
