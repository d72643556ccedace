namespace Moltbot.Protocol.Methods.Tenants;

/// <summary>A tenant of the installation.</summary>
public sealed record TenantLine
{
    /// <summary>Its name.</summary>
    public required string Tenant { get; init; }

    /// <summary>Epoch milliseconds; left out for the installation's own, which nobody made.</summary>
    public long? CreatedAt { get; init; }

    /// <summary>Whether it is shut; left out when it is open.</summary>
    public bool? Suspended { get; init; }
}
