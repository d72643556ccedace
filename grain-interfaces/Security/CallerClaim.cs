namespace Moltbot.GrainInterfaces.Security;

/// <summary>
/// What a caller may do, set by the gateway after authentication and checked against the grain's key by the incoming call filter.
/// It can be forged by whoever reaches a silo's port: mutual TLS and network policy are the boundary.
/// </summary>
[GenerateSerializer, Alias("moltbot.CallerClaim"), Immutable]
public sealed record CallerClaim
{
    /// <summary>The tenant the caller belongs to.</summary>
    [Id(0)] public required string Tenant { get; init; }

    /// <summary>Who it is: <c>device:…</c>, <c>token:…</c>, <c>gateway:…</c>, <c>grain</c>.</summary>
    [Id(1)] public required string Principal { get; init; }

    /// <summary>The role.</summary>
    [Id(2)] public required CallerRole Role { get; init; }

    /// <summary>The scopes granted, literally matched.</summary>
    [Id(3)] public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The claim of a grain that acts for itself.</summary>
    public static CallerClaim ForGrain(string tenant) =>
        new() { Tenant = tenant, Principal = "grain", Role = CallerRole.Grain };

    /// <summary>The claim of the registry of tenants that acts on one tenant for an operator.</summary>
    public static CallerClaim ForRegistry(string tenant, string principal) =>
        new() { Tenant = tenant, Principal = principal, Role = CallerRole.Registry };

    /// <summary>The claim of a gateway that acts for itself on behalf of one tenant.</summary>
    public static CallerClaim ForGateway(string tenant, string gatewayId) =>
        new() { Tenant = tenant, Principal = "gateway:" + gatewayId, Role = CallerRole.Gateway };
}
