namespace Moltbot.Protocol.Runners;

/// <summary>The file that a word names.</summary>
public sealed record ToolScriptFact
{
    public required string Word { get; init; }

    /// <summary>Its absolute path with all links followed.</summary>
    public required string RealPath { get; init; }

    /// <summary>SHA-256 of its bytes, 64 lower-case hex digits.</summary>
    public required string ContentHash { get; init; }
}
