namespace Moltbot.Policy.SecurityAudit;

/// <summary>How bad a finding is.</summary>
public enum AuditSeverity
{
    /// <summary>As it should be; said by <c>doctor</c> only.</summary>
    Ok,

    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>Should be changed.</summary>
    Warn,

    /// <summary>Must be changed: something is open to strangers, or does not work.</summary>
    Critical,
}
