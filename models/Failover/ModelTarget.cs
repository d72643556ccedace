using Moltbot.Models.Providers;

namespace Moltbot.Models.Failover;

/// <summary>One model to try, with the credentials that may be tried for it.</summary>
/// <param name="Provider">The configured provider.</param>
/// <param name="Model">The model's id at the provider.</param>
public sealed record ModelTarget(ModelProviderOptions Provider, string Model)
{
    /// <summary>Credentials to rotate; empty = the provider's own <see cref="ModelProviderOptions.ApiKey"/> alone.</summary>
    public IReadOnlyList<ModelProfile> Profiles { get; init; } = [];

    /// <summary>How long its credentials are left alone after failures.</summary>
    public Cooldowns Cooldowns { get; init; } = Cooldowns.Standard;

    /// <summary><c>provider/model</c>.</summary>
    public string Reference => $"{Provider.Id}/{Model}";
}
