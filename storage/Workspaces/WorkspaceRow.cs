namespace Moltbot.Storage.Workspaces;

/// <summary>Who may write to an agent's workspace, and how often that was done.</summary>
/// <param name="Fence">The holder's; each further holder has a greater one.</param>
/// <param name="Holder">The runner that may write; empty while it is on its way to one.</param>
/// <param name="Version">Of the newest manifest; 0 for none.</param>
public sealed record WorkspaceRow(long Fence, string Holder, long Version);
