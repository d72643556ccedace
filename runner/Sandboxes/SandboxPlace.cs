using Moltbot.Protocol.Runners;

namespace Moltbot.Runner.Sandboxes;

/// <summary>What a session's programs find. There is nothing else to say: no mount, option or path of a caller becomes part of a sandbox (attack X1).</summary>
/// <param name="Workspace">The folder that is <c>/workspace</c> inside.</param>
/// <param name="Agent">The folder that is <c>/agent</c> inside, to read; null for none.</param>
/// <param name="Network">Whether the host's network is reached.</param>
/// <param name="Environment">Variables besides those that every sandbox has.</param>
internal sealed record SandboxPlace(string Workspace, string? Agent, bool Network, IReadOnlyList<KeyValuePair<string, string>> Environment)
{
    /// <summary>What it may use at most besides what the runner says; null for no less than that.</summary>
    public ToolSandboxLimits? Limits { get; init; }

    /// <summary>The variables that every sandbox has.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Variables { get; } =
    [
        new("PATH", "/usr/local/bin:/usr/bin:/bin"), new("HOME", "/tmp"), new("USER", "sandbox"), new("LANG", "C.UTF-8"), new("TERM", "dumb"),
    ];

    /// <summary>The workspace's path inside.</summary>
    public const string WorkspacePath = "/workspace";

    /// <summary>The path inside of the agent's workspace, where that is only seen.</summary>
    public const string AgentPath = "/agent";
}
