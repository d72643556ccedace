using System.Text.Json;

namespace Moltbot.Protocol.Runners;

/// <summary>The params of the node command <c>tools.run</c>, one tool call that was decided; of <c>tools.resolve</c> with <see cref="Lookup"/>, of <c>tools.context</c> with <see cref="Files"/>, of <c>tools.mcp</c> with an <see cref="Mcp"/> that names no tool.</summary>
public sealed record ToolRunParams
{
    /// <summary>Longest time that a call may be given, milliseconds.</summary>
    public const int MaxTimeoutMs = 600_000;

    /// <summary>Most characters that a call may answer.</summary>
    public const int MaxOutput = 200_000;

    /// <summary>Names the call, also for <see cref="ToolCancelParams"/>; never given twice.</summary>
    public required string CallId { get; init; }

    /// <summary>The tool, by the name that policy knows it by.</summary>
    public required string Tool { get; init; }

    /// <summary>What the model wrote: an object. Nothing in it says who asks.</summary>
    public required JsonElement Arguments { get; init; }

    /// <summary>Who asks and where it runs; the only place where that is said (attack C9).</summary>
    public required ToolRunContext Context { get; init; }

    /// <summary>How long it may take, milliseconds, 1 to <see cref="MaxTimeoutMs"/>.</summary>
    public required int TimeoutMs { get; init; }

    /// <summary>What <c>tools.resolve</c> is to look for, in place of making the call; null with <c>tools.run</c>.</summary>
    public ToolLookup? Lookup { get; init; }

    /// <summary>What <c>tools.context</c> is to tell of the agent's workspace, in place of making a call; null with any other command.</summary>
    public ToolContextQuery? Files { get; init; }

    /// <summary>The server of tools that is called (<see cref="ToolMcpServer.Tool"/> says which of its tools) or asked what it has; null with any other tool.</summary>
    public ToolMcpServer? Mcp { get; init; }

    /// <summary>What bounds a page that <c>web_fetch</c> or <c>image</c> asks for; null for the usual bounds, and with any other tool.</summary>
    public ToolFetchLimits? Fetch { get; init; }

    /// <summary>The rest of a picture that an earlier call of <c>image</c> read, in place of reading one; null for a picture that is read, and with any other tool.</summary>
    public ToolPicturePart? Picture { get; init; }

    /// <summary>The copy of the agent's workspace that it needs, where workspaces are kept in a store; null elsewhere, and where it needs none.</summary>
    public ToolWorkspaceLoan? Workspace { get; init; }

    /// <summary>Most characters of the answer, 1 to <see cref="MaxOutput"/>; the rest is cut and said to be.</summary>
    public required int MaxOutputChars { get; init; }
}
