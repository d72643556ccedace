using Moltbot.Models.Providers;

namespace Moltbot.Models.Failover;

/// <summary>The rules of runtime.md §9, for hosts that register no others.</summary>
internal sealed class FailoverPolicy : IFailoverPolicy
{
    private static readonly TimeSpan Forget = TimeSpan.FromHours(24);
    private static readonly TimeSpan[] Ladder =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(25), TimeSpan.FromMinutes(60)];

    private static readonly TimeSpan FirstBilling = TimeSpan.FromHours(5);
    private static readonly TimeSpan MostBilling = TimeSpan.FromHours(24);

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

    public ProfileHealth Failed(ProfileHealth health, ModelFailureReason reason, DateTimeOffset now)
    {
        var fresh = health.LastFailure is { } last && now - last < Forget ? health : health with { Errors = 0, BillingErrors = 0 };
        var next = fresh with { LastUsed = now, LastFailure = now, Reason = reason };
        return reason switch
        {
            ModelFailureReason.Billing => next with
            {
                BillingErrors = fresh.BillingErrors + 1,
                CoolsUntil = now + Billing(fresh.BillingErrors + 1),
            },
            ModelFailureReason.RateLimit or ModelFailureReason.Auth or ModelFailureReason.Timeout => next with
            {
                Errors = fresh.Errors + 1,
                CoolsUntil = now + Ladder[Math.Min(fresh.Errors, Ladder.Length - 1)],
            },
            // The request or the provider was at fault, not the credential; the circuit breaker looks after the provider.
            _ => health with { LastUsed = now },
        };
    }

    public ProfileHealth Answered(ProfileHealth health, DateTimeOffset now) => new() { LastUsed = now };

    private static TimeSpan Billing(int count)
    {
        var wait = FirstBilling * Math.Pow(2, Math.Min(count - 1, 8));
        return wait < MostBilling ? wait : MostBilling;
    }

    private static int Rank(string kind) => kind switch { "oauth" => 0, "token" => 1, _ => 2 };
}
