namespace Moltbot.Runner.Workspaces;

/// <summary>What a sandbox sees of its agent's workspace (security.md §8).</summary>
internal enum WorkspaceAccess
{
    /// <summary>Nothing: it has a folder of its own.</summary>
    None,

    /// <summary>All of it, to read, beside a folder of its own.</summary>
    ReadOnly,

    /// <summary>It works in it.</summary>
    ReadWrite,
}
