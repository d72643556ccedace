namespace Moltbot.Policy.Access.Groups;

/// <summary>Which group messages are looked at (security.md §5).</summary>
public enum GroupPolicy
{
    /// <summary>Those of listed senders; an empty list is nobody.</summary>
    Allowlist,

    /// <summary>All; the mention gate still applies.</summary>
    Open,

    /// <summary>None.</summary>
    Disabled,
}
