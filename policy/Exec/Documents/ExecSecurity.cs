namespace Moltbot.Policy.Exec.Documents;

/// <summary>What may run on a host, from the narrowest on.</summary>
public enum ExecSecurity
{
    /// <summary>Nothing.</summary>
    Deny,

    /// <summary>What a list names, and what a person allows.</summary>
    Allowlist,

    /// <summary>Everything.</summary>
    Full,
}
