namespace Moltbot.Protocol.Runners;

/// <summary>One program of a command, exactly as it is started: no shell reads it again.</summary>
public sealed record ToolExecStep
{
    /// <summary>When it starts, after the step before it: <c>always</c>, <c>onSuccess</c>, <c>onFailure</c>, or <c>piped</c>.</summary>
    public required string Link { get; init; }

    /// <summary>The executable: an absolute path with all links followed.</summary>
    public required string Program { get; init; }

    /// <summary>SHA-256 of its bytes, 64 lower-case hex digits.</summary>
    public required string ContentHash { get; init; }

    /// <summary>The argument vector; the first word is the one that named the program.</summary>
    public required IReadOnlyList<string> Argv { get; init; }
}
