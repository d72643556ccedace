using Moltbot.Models.Providers;

namespace Moltbot.Models.Failover;

/// <summary>One target with one credential.</summary>
/// <param name="Target">The target.</param>
/// <param name="Profile">The credential; null = the provider's own.</param>
/// <param name="HealthKey">Where its health is kept.</param>
internal sealed record ModelCandidate(ModelTarget Target, ModelProfile? Profile, string HealthKey)
{
    /// <summary>The provider's options with this credential in them.</summary>
    public ModelProviderOptions Options =>
        Profile is null ? Target.Provider : Target.Provider with { ApiKey = Profile.Secret };

    public ModelAttempt Attempt(ModelException? error, bool skipped, TimeSpan duration) =>
        new(Target.Provider.Id, Target.Model, Profile?.Id, error, skipped, duration);
}
