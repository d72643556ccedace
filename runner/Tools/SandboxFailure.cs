using Moltbot.Runner.Sandboxes;

namespace Moltbot.Runner.Tools;

/// <summary>A program that did not end by itself.</summary>
internal sealed class SandboxFailure(SandboxEnd end) : Exception(end.Ending.ToString())
{
    /// <summary>How it ended.</summary>
    public SandboxEnd End { get; } = end;
}
