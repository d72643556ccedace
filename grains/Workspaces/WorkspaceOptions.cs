using Moltbot.Policy.Workspaces;

namespace Moltbot.Grains.Workspaces;

/// <summary>Where agents' workspaces are kept.</summary>
public sealed record WorkspaceOptions
{
    /// <summary>Whether they are kept in the store; else each is a folder of its runner, and nothing of it is here.</summary>
    public bool AreStored { get; init; }

    /// <summary>How large one may be.</summary>
    public WorkspaceLimits Limits { get; init; } = new();
}
