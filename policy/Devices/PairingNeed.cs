namespace Moltbot.Policy.Devices;

/// <summary>Why a device needs somebody's approval.</summary>
public enum PairingNeed
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>It is unknown, or known with another key.</summary>
    NotPaired,

    /// <summary>It asks for a role it was not approved for.</summary>
    RoleUpgrade,

    /// <summary>It asks for a scope it was not approved for.</summary>
    ScopeUpgrade,
}
