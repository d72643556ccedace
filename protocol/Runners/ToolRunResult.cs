namespace Moltbot.Protocol.Runners;

/// <summary>The payload of a runner's answer to <c>tools.run</c>, <c>tools.resolve</c>, <c>tools.context</c> and <c>tools.mcp</c>.</summary>
public sealed record ToolRunResult
{
    /// <summary>What the tool says, or why it did not run.</summary>
    public required string Text { get; init; }

    /// <summary>Whether it failed.</summary>
    public required bool IsError { get; init; }

    /// <summary>A word of <see cref="ToolOutcomes"/>; null for <see cref="ToolOutcomes.Done"/>.</summary>
    public string? Outcome { get; init; }

    /// <summary>How the program ended; null where none did.</summary>
    public int? ExitCode { get; init; }

    /// <summary>What <c>tools.resolve</c> found; null where nothing was looked for, or that failed.</summary>
    public ToolFacts? Facts { get; init; }

    /// <summary>What <c>tools.context</c> tells, one for each name that was asked for; null where nothing was asked for, or that failed.</summary>
    public IReadOnlyList<ToolContextFile>? Files { get; init; }

    /// <summary>What <c>tools.mcp</c> tells; null where nothing was asked for, or that failed.</summary>
    public IReadOnlyList<ToolMcpTool>? McpTools { get; init; }

    /// <summary>The picture that <c>image</c> read, or a part of it; null with any other tool, or where that failed.</summary>
    public ToolPicture? Picture { get; init; }

    /// <summary>Whether <see cref="Text"/> was cut.</summary>
    public bool Truncated { get; init; }
}
