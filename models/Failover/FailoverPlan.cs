using Moltbot.Models.Providers;
using Moltbot.Models.Transport;

namespace Moltbot.Models.Failover;

/// <summary>
/// Whom to ask next within one call. Credentials that cool down are passed over while anybody else is left. Then each target
/// that was not asked at all gets its one chance, with the credential that would be free first: the tenant is better served
/// by the provider's own answer than by our memory.
/// </summary>
internal sealed class FailoverPlan
{
    private readonly List<ModelAttempt> attempts = [];
    private readonly List<ModelCandidate> cooling = [];
    private readonly LinkedList<ModelCandidate> waiting = new();
    private readonly ModelRequest request;
    private readonly IFailoverPolicy policy;
    private readonly IProfileHealthStore healths;
    private readonly TimeProvider time;
    private readonly HashSet<ModelTarget> asked = new(ReferenceEqualityComparer.Instance);

    public FailoverPlan(ModelRequest request, IFailoverPolicy policy, IProfileHealthStore healths, TimeProvider time)
    {
        (this.request, this.policy, this.healths, this.time) = (request, policy, healths, time);
        foreach (var target in request.Targets)
        {
            AddCandidates(target);
        }
    }

    public IReadOnlyList<ModelAttempt> Attempts => attempts;

    /// <summary>Nobody is left to ask.</summary>
    public bool IsOver => waiting.Count == 0 && cooling.TrueForAll(c => asked.Contains(c.Target));

    public ModelCandidate? Next()
    {
        while (waiting.First is { } first)
        {
            waiting.RemoveFirst();
            if (!Health(first.Value).IsCooling(time.GetUtcNow()))
            {
                asked.Add(first.Value.Target);
                return first.Value;
            }

            cooling.Add(first.Value);
            attempts.Add(first.Value.Attempt(null, skipped: true, TimeSpan.Zero));
        }

        if (cooling.Find(c => !asked.Contains(c.Target)) is not { Target: var target })
        {
            return null;
        }

        asked.Add(target);
        return cooling.Where(c => ReferenceEquals(c.Target, target)).MinBy(c => Health(c).CoolsUntil);
    }

    /// <summary>The same one is to be asked once more: it was asked something else than what it is asked now.</summary>
    public void Again(ModelCandidate candidate) => waiting.AddFirst(candidate);

    public void Answered(ModelCandidate candidate, TimeSpan took)
    {
        attempts.Add(candidate.Attempt(null, skipped: false, took));
        var now = time.GetUtcNow();
        healths.Update(request.Tenant, candidate.HealthKey, h => policy.Answered(h, now));
    }

    public ModelAttempt Failed(ModelCandidate candidate, ModelException error, TimeSpan took)
    {
        var skipped = error.Code == ModelFailures.CircuitOpenCode;
        var attempt = candidate.Attempt(error, skipped, took);
        attempts.Add(attempt);
        var reason = policy.Classify(error);
        if (reason is { } known && !skipped)
        {
            var now = time.GetUtcNow();
            healths.Update(request.Tenant, candidate.HealthKey, h => policy.Failed(h, known, candidate.Target.Cooldowns, now));
        }

        if (error.IsContextOverflow)
        {
            // Everybody would say the same until the conversation is compacted.
            waiting.Clear();
            cooling.Clear();
        }
        else if (!HelpsAnotherCredential(reason))
        {
            Drop(candidate.Target);
        }

        return attempt;
    }

    public string Summary() => attempts.Count == 0
        ? "There is no model to ask."
        : $"No model answered. {attempts.LastOrDefault(a => a.Error is not null)?.Error?.Message}";

    private static bool HelpsAnotherCredential(ModelFailureReason? reason) =>
        reason is ModelFailureReason.Billing or ModelFailureReason.RateLimit or ModelFailureReason.Auth or ModelFailureReason.Timeout;

    private void AddCandidates(ModelTarget target)
    {
        if (target.Profiles.Count == 0)
        {
            waiting.AddLast(new ModelCandidate(target, null, $"provider:{target.Reference}"));
            return;
        }

        foreach (var profile in policy.Order(target.Profiles, p => healths.Get(request.Tenant, p), request.PreferredProfile, time.GetUtcNow()))
        {
            waiting.AddLast(new ModelCandidate(target, profile, profile.Id));
        }
    }

    private void Drop(ModelTarget target)
    {
        for (var node = waiting.First; node is not null;)
        {
            var next = node.Next;
            if (ReferenceEquals(node.Value.Target, target))
            {
                waiting.Remove(node);
            }

            node = next;
        }
    }

    private ProfileHealth Health(ModelCandidate candidate) => healths.Get(request.Tenant, candidate.HealthKey);
}
