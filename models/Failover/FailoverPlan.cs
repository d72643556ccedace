using Moltbot.Models.Providers;
using Moltbot.Models.Transport;

namespace Moltbot.Models.Failover;

/// <summary>
/// Whom to ask next within one call. Credentials that cool down are passed over while anybody else is left; when nobody is,
/// the one that would be free first is asked after all, so that the tenant gets the provider's own answer.
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
    private bool asked;

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
    public bool IsOver => waiting.Count == 0 && (asked || cooling.Count == 0);

    public ModelCandidate? Next()
    {
        while (waiting.First is { } first)
        {
            waiting.RemoveFirst();
            if (!Health(first.Value).IsCooling(time.GetUtcNow()))
            {
                asked = true;
                return first.Value;
            }

            cooling.Add(first.Value);
            attempts.Add(first.Value.Attempt(null, skipped: true, TimeSpan.Zero));
        }

        if (asked || cooling.Count == 0)
        {
            return null;
        }

        asked = true;
        return cooling.MinBy(c => Health(c).CoolsUntil);
    }

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
            healths.Update(request.Tenant, candidate.HealthKey, h => policy.Failed(h, known, now));
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
            waiting.AddLast(new ModelCandidate(target, null, $"provider:{target.Provider.Id}"));
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
