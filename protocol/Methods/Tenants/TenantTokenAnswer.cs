namespace Moltbot.Protocol.Methods.Tenants;

/// <summary>A tenant's new gateway token; it is told this once.</summary>
public sealed record TenantTokenAnswer
{
    /// <summary>Whose.</summary>
    public required string Tenant { get; init; }

    /// <summary>The token.</summary>
    public required string Token { get; init; }

    /// <summary>Without the token.</summary>
    public override string ToString() => $"TenantTokenAnswer {{ Tenant = {Tenant} }}";
}
