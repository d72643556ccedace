namespace Moltbot.Protocol.Runners;

/// <summary>The payload of a runner's answer to <c>tools.sandboxes</c> and <c>tools.recreate</c>.</summary>
public sealed record ToolSandboxesResult
{
    /// <summary>Most of them in one answer, and thrown away by one command. Arbitrary: more than anybody reads.</summary>
    public const int Most = 500;

    /// <summary>The sandboxes, the one used last first.</summary>
    public required IReadOnlyList<ToolSandbox> Sandboxes { get; init; }

    /// <summary>Whether there are more of them.</summary>
    public bool More { get; init; }
}
