namespace Moltbot.Policy.Sandboxes;

/// <summary>Which sessions of an agent are sandboxed (security.md §8).</summary>
public enum SandboxMode
{
    /// <summary>None.</summary>
    Off,

    /// <summary>All but its main session.</summary>
    NonMain,

    /// <summary>All.</summary>
    All,
}
