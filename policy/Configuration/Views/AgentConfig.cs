namespace Moltbot.Policy.Configuration.Views;

/// <summary>One entry of <c>agents.list</c>.</summary>
public sealed record AgentConfig
{
    /// <summary>The id in its canonical form (<c>^[a-z0-9][a-z0-9_-]{0,63}$</c>).</summary>
    public required string Id { get; init; }

    public bool IsDefault { get; init; }

    public string? Name { get; init; }

    public string? Workspace { get; init; }

    public string? AgentDir { get; init; }

    /// <summary>This agent's own model; null means the defaults' (see <see cref="AgentsConfig.ModelFor"/>).</summary>
    public ModelChoice? Model { get; init; }

    public AgentIdentityConfig? Identity { get; init; }

    public GroupChatConfig? GroupChat { get; init; }

    public HumanDelayConfig? HumanDelay { get; init; }

    /// <summary>Agents it may start as sub-agents; <c>*</c> for all.</summary>
    public IReadOnlyList<string> AllowAgents { get; init; } = [];

    /// <summary>What its sub-agents are asked of; null for the defaults'.</summary>
    public ModelChoice? SubagentModel { get; init; }

    /// <summary>Which tools it may use, besides what <c>tools</c> says for all.</summary>
    public ToolsConfig Tools { get; init; } = ToolsConfig.From(default, "agents.list[].tools");

    /// <summary><c>off</c>, <c>non-main</c> or <c>all</c>: which of its sessions are sandboxed; null means the defaults'.</summary>
    public string? SandboxMode { get; init; }

    /// <summary><c>none</c>, <c>ro</c> or <c>rw</c>: what its sandboxes see of its workspace; null means the defaults'.</summary>
    public string? SandboxWorkspaceAccess { get; init; }

    /// <summary>The whole entry, for the parts without a typed view (sandbox, heartbeat, memorySearch).</summary>
    public ConfigSection Section { get; init; }

    internal static AgentConfig From(ConfigSection section) => new()
    {
        Id = ConfigIds.Agent(section.String("id")),
        IsDefault = section.Bool("default") ?? false,
        Name = section.Text("name"),
        Workspace = section.Text("workspace"),
        AgentDir = section.Text("agentDir"),
        Model = ModelChoice.From(section.Get("model")),
        Identity = AgentIdentityConfig.From(section.Section("identity")),
        GroupChat = GroupChatConfig.From(section.Section("groupChat")),
        HumanDelay = HumanDelayConfig.From(section.Section("humanDelay")),
        AllowAgents = section.Section("subagents").Strings("allowAgents"),
        SubagentModel = ModelChoice.From(section.Section("subagents").Get("model")),
        Tools = ToolsConfig.From(section.Section("tools"), $"agents.list[{ConfigIds.Agent(section.String("id"))}].tools"),
        SandboxMode = section.Section("sandbox").String("mode"),
        SandboxWorkspaceAccess = section.Section("sandbox").String("workspaceAccess"),
        Section = section,
    };
}
