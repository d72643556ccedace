using Moltbot.Models.Providers;

namespace Moltbot.Models.Failover;

/// <summary>The rules of runtime.md §9, for hosts that register no others.</summary>
internal sealed class FailoverPolicy : IFailoverPolicy
{
    public ModelFailureReason? Classify(ModelException error) => error.Reason;

    public IReadOnlyList<ModelProfile> Order(
        IReadOnlyList<ModelProfile> profiles, Func<string, ProfileHealth> health, string? preferred, DateTimeOffset now) =>
        [.. profiles
            .Select(p => (Profile: p, Health: health(p.Id)))
            .OrderBy(x => x.Health.IsCooling(now))
            .ThenBy(x => x.Health.IsCooling(now) ? x.Health.CoolsUntil : null)
            .ThenByDescending(x => string.Equals(x.Profile.Id, preferred, StringComparison.Ordinal))
            .ThenBy(x => Rank(x.Profile.Kind))
            .ThenBy(x => x.Health.LastUsed)
            .Select(x => x.Profile)];

    public ProfileHealth Failed(ProfileHealth health, ModelFailureReason reason, Cooldowns cooldowns, DateTimeOffset now)
    {
        var fresh = health.LastFailure is { } last && now - last < cooldowns.FailureWindow ? health : health with { Errors = 0, BillingErrors = 0 };
        var next = fresh with { LastUsed = now, LastFailure = now, Reason = reason };
        return reason switch
        {
            ModelFailureReason.Billing => next with
            {
                BillingErrors = fresh.BillingErrors + 1,
                CoolsUntil = now + cooldowns.AfterBilling(fresh.BillingErrors + 1),
            },
            ModelFailureReason.RateLimit or ModelFailureReason.Auth or ModelFailureReason.Timeout => next with
            {
                Errors = fresh.Errors + 1,
                CoolsUntil = now + Cooldowns.AfterErrors(fresh.Errors + 1),
            },
            // The request or the provider was at fault, not the credential; the circuit breaker looks after the provider.
            _ => health with { LastUsed = now },
        };
    }

    public ProfileHealth Answered(ProfileHealth health, DateTimeOffset now) => new() { LastUsed = now };

    private static int Rank(string kind) => kind switch { "oauth" => 0, "token" => 1, _ => 2 };
}
