namespace Moltbot.GrainInterfaces.Tenants;

/// <summary>A tenant in the registry.</summary>
/// <param name="Name">See <see cref="TenantId"/>.</param>
/// <param name="CreatedAt">Epoch milliseconds; 0 for the installation's own, which nobody made.</param>
/// <param name="IsSuspended">Whether it is shut: nobody comes in, and its channels are not connected.</param>
[GenerateSerializer, Alias("moltbot.TenantSummary"), Immutable]
public sealed record TenantSummary([property: Id(0)] string Name, [property: Id(1)] long CreatedAt, [property: Id(2)] bool IsSuspended = false);
