namespace Moltbot.Protocol.Runners;

/// <summary>A file that a program of a command opens by the name in its arguments: a script, or the program inside of a wrapper.</summary>
public sealed record ToolExecFile
{
    /// <summary>The argument that names it.</summary>
    public required string Word { get; init; }

    /// <summary>Its absolute path with all links followed.</summary>
    public required string Path { get; init; }

    /// <summary>SHA-256 of its bytes, 64 lower-case hex digits.</summary>
    public required string ContentHash { get; init; }
}
