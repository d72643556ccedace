namespace Moltbot.Storage.Workspaces;

/// <summary>Names an agent's workspace.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="AgentId">The agent.</param>
public readonly record struct WorkspaceKey(string Tenant, string AgentId);
