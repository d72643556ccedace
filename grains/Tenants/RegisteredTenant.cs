namespace Moltbot.Grains.Tenants;

/// <summary>A tenant in the registry's row.</summary>
[GenerateSerializer, Alias("moltbot.RegisteredTenant")]
public sealed class RegisteredTenant
{
    /// <summary>Epoch milliseconds.</summary>
    [Id(0)] public long CreatedAt { get; set; }

    /// <summary>Whether it has got its token; one that was left without is made anew.</summary>
    [Id(1)] public bool IsWhole { get; set; }

    /// <summary>Whether it is shut.</summary>
    [Id(2)] public bool IsSuspended { get; set; }
}
