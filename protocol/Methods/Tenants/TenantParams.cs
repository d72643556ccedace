namespace Moltbot.Protocol.Methods.Tenants;

/// <summary>Names a tenant.</summary>
public sealed record TenantParams
{
    /// <summary>1 to 32 of <c>a-z 0-9 -</c>, beginning with a letter or digit.</summary>
    public required string Tenant { get; init; }
}
