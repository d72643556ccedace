using Moltbot.Models.Providers;

namespace Moltbot.Models.Failover;

/// <summary>The rules of failover: pure, no clock of its own.</summary>
public interface IFailoverPolicy
{
    /// <summary>The class of a failure; null = unknown, which fails over without a cooldown.</summary>
    ModelFailureReason? Classify(ModelException error);

    /// <summary>The credentials in the order to try; one that cools comes last.</summary>
    IReadOnlyList<ModelProfile> Order(
        IReadOnlyList<ModelProfile> profiles, Func<string, ProfileHealth> health, string? preferred, DateTimeOffset now);

    /// <summary>After a failure of a known class, at the target whose rests are given.</summary>
    ProfileHealth Failed(ProfileHealth health, ModelFailureReason reason, Cooldowns cooldowns, DateTimeOffset now);

    /// <summary>After an answer.</summary>
    ProfileHealth Answered(ProfileHealth health, DateTimeOffset now);
}
