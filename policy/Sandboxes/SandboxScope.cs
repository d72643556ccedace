namespace Moltbot.Policy.Sandboxes;

/// <summary>Which sessions share a sandbox (security.md §8).</summary>
public enum SandboxScope
{
    /// <summary>Each has its own.</summary>
    Session,

    /// <summary>Those of one agent.</summary>
    Agent,

    /// <summary>All of the tenant.</summary>
    Shared,
}
