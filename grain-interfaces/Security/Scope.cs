namespace Moltbot.GrainInterfaces.Security;

/// <summary>The operator scopes of protocol §4.</summary>
public static class Scope
{
    /// <summary>See what there is.</summary>
    public const string Read = "operator.read";

    /// <summary>Drive agents and nodes.</summary>
    public const string Write = "operator.write";

    /// <summary>Everything.</summary>
    public const string Admin = "operator.admin";

    /// <summary>Answer exec approvals.</summary>
    public const string Approvals = "operator.approvals";

    /// <summary>Pair devices, nodes and senders.</summary>
    public const string Pairing = "operator.pairing";

    /// <summary>Manage the installation's tenants. No other scope holds it, and no tenant's credential gives it.</summary>
    public const string Tenants = "moltbot.tenants";
}
