namespace Moltbot.Policy.Tools;

/// <summary>The layers that say which tools an agent may use, in the order they are asked; each can only take away (security.md §6).</summary>
public enum ToolLayer
{
    /// <summary><c>tools.profile</c>, or an agent's own, with what <c>alsoAllow</c> adds.</summary>
    Profile,

    /// <summary>The profile of the model's provider.</summary>
    ProviderProfile,

    /// <summary><c>tools</c>.</summary>
    Global,

    /// <summary><c>tools.byProvider</c>.</summary>
    GlobalByProvider,

    /// <summary><c>agents.list[].tools</c>.</summary>
    Agent,

    /// <summary><c>agents.list[].tools.byProvider</c>.</summary>
    AgentByProvider,

    /// <summary>The group that asks, and the sender in it.</summary>
    Group,

    /// <summary><c>tools.sandbox.tools</c> and <c>sandbox.workspaceAccess</c>, in sandboxed sessions.</summary>
    Sandbox,

    /// <summary><c>tools.subagents.tools</c>, in sub-agents' sessions.</summary>
    Subagent,
}
