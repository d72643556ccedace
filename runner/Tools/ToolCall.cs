using Moltbot.Protocol.Runners;
using Moltbot.Runner.Processes;
using Moltbot.Runner.Sandboxes;
using Moltbot.Runner.Workspaces;

namespace Moltbot.Runner.Tools;

/// <summary>One call, with the sandbox that its context asks for.</summary>
internal sealed record ToolCall
{
    /// <summary>What was asked; nothing in its arguments says who asks.</summary>
    public required ToolRunParams Params { get; init; }

    /// <summary>What a model wrote.</summary>
    public required ToolArguments Arguments { get; init; }

    /// <summary>Where it runs.</summary>
    public required SandboxPlace Place { get; init; }

    /// <summary>What it may do with the agent's workspace.</summary>
    public required WorkspaceAccess Access { get; init; }

    /// <summary>Runs what it needs.</summary>
    public required ISandbox Sandbox { get; init; }

    /// <summary>Ends it for taking too long.</summary>
    public required CancellationToken Deadline { get; init; }

    /// <summary>Ends it because nobody waits.</summary>
    public required CancellationToken Cancelled { get; init; }

    /// <summary>Runs a program of the tool's own in the sandbox.</summary>
    /// <exception cref="SandboxFailure">It did not end by itself.</exception>
    public async Task<SandboxEnd> Start(IReadOnlyList<string> argv, int maxChars, ReadOnlyMemory<byte> input = default)
    {
        // No tool but exec has any business on a network.
        var end = await Sandbox.Run(new SandboxRequest(Place with { Network = false }, argv) { Input = input, MaxChars = maxChars }, Deadline, Cancelled);
        return end.Ending == ProcessEnding.Exited ? end : throw new SandboxFailure(end);
    }

    /// <summary>A call that went well.</summary>
    public ToolRunResult Done(string text, bool truncated = false) => new() { Text = text, IsError = false, Outcome = ToolOutcomes.Done, Truncated = truncated };

    /// <summary>A call that ran and failed.</summary>
    public ToolRunResult Failed(string text) => new() { Text = text, IsError = true, Outcome = ToolOutcomes.Done };
}
