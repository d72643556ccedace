using Moltbot.Policy.Configuration.Views;

namespace Moltbot.Policy.Tools.Rules;

/// <summary>What sandboxed sessions may do with the agent's workspace (security.md §8): where they only see it, the tools that write are gone.</summary>
internal static class WorkspaceTools
{
    private const string ReadOnly = "ro";
    private const string ReadWrite = "rw";

    /// <summary>The tools that write files.</summary>
    public static IReadOnlyList<string> Writing { get; } = ["write", "edit", ToolNames.ApplyPatch];

    /// <summary>The rule of an agent's <c>sandbox.workspaceAccess</c>; null when it takes nothing away.</summary>
    /// <param name="agent">The agent; null when it is not listed.</param>
    /// <param name="defaults">What counts where it says nothing.</param>
    /// <param name="vocabulary">The tools that there are.</param>
    public static ToolRule? Rule(AgentConfig? agent, AgentDefaultsConfig defaults, ToolVocabulary vocabulary)
    {
        var own = agent?.SandboxWorkspaceAccess;
        var owner = own is null ? "agents.defaults" : $"agents.list[{agent!.Id}]";
        return (own ?? defaults.SandboxWorkspaceAccess) == ReadOnly
            ? ToolRule.OfSetting(ToolLayer.Sandbox, $"{owner}.sandbox.workspaceAccess", Writing, ReadWrite, vocabulary)
            : null;
    }
}
