namespace Moltbot.Protocol.Methods.Tenants;

/// <summary>What was asked for was done.</summary>
public sealed record TenantAnswer
{
    /// <summary>To whom.</summary>
    public required string Tenant { get; init; }
}
