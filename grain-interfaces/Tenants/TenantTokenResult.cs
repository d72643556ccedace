namespace Moltbot.GrainInterfaces.Tenants;

/// <summary>A tenant's new gateway token, or why there is none.</summary>
[GenerateSerializer, Alias("moltbot.TenantTokenResult"), Immutable]
public sealed record TenantTokenResult
{
    /// <summary>The token; told this once and kept as a hash. Null when refused.</summary>
    [Id(0)] public string? Token { get; init; }

    /// <summary>What was wrong, and what is allowed; null when nothing was.</summary>
    [Id(1)] public string? Error { get; init; }

    public override string ToString() => $"TenantTokenResult {{ Error = {Error} }}";
}
