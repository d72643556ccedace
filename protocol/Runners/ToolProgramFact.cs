namespace Moltbot.Protocol.Runners;

/// <summary>The executable that a word names.</summary>
public sealed record ToolProgramFact
{
    public required string Word { get; init; }

    /// <summary>Its absolute path as found: on the search path, or as written.</summary>
    public required string Path { get; init; }

    /// <summary>The same with all links followed.</summary>
    public required string RealPath { get; init; }

    /// <summary>SHA-256 of its bytes, 64 lower-case hex digits.</summary>
    public required string ContentHash { get; init; }

    /// <summary>What its first line names to read it (<c>#!</c>); null for a program of its own.</summary>
    public string? Interpreter { get; init; }
}
