using Moltbot.Policy.Access.Allowlists;

namespace Moltbot.Policy.Access.Admission;

/// <summary>What becomes of an update, and why.</summary>
/// <param name="Outcome">What becomes of it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Match">The list entry that named the sender, if one did.</param>
/// <param name="IsCommandAuthorized">Whether the sender may give control commands.</param>
/// <param name="WasMentioned">Whether the update counts as addressed to the assistant.</param>
public sealed record AdmissionDecision(
    AdmissionOutcome Outcome, AdmissionReason Reason, AllowMatch Match, bool IsCommandAuthorized, bool WasMentioned)
{
    internal static AdmissionDecision Refuse(
        AdmissionReason reason, AdmissionOutcome outcome = AdmissionOutcome.Drop, AllowMatch? match = null) =>
        new(outcome, reason, match ?? AllowMatch.None, false, false);
}
