using Moltbot.Policy.Exec.Approvals;
using Moltbot.Policy.Exec.Documents;

namespace Moltbot.Policy.Exec.Plans;

/// <summary>What becomes of a plan, and why.</summary>
/// <param name="Outcome">What becomes of it.</param>
/// <param name="Reason">Why not, for the model; null for a plan that runs or is asked about.</param>
public sealed record ExecDecision(ExecOutcome Outcome, string? Reason = null)
{
    /// <summary>What may run, as all settings together say.</summary>
    public ExecSecurity Security { get; init; }

    /// <summary>When a person is asked, as all settings together say.</summary>
    public ExecAsk Ask { get; init; } = ExecAsk.Always;

    /// <summary>Whether it runs when nobody answers.</summary>
    public bool RunsUnanswered { get; init; }

    /// <summary>What a person may have remembered.</summary>
    public ApprovalOffer Offer { get; init; } = new(false, false);

    /// <summary>The paths that "allow always" adds; empty when it may not.</summary>
    public IReadOnlyList<string> Remember { get; init; } = [];
}
