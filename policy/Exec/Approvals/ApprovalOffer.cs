namespace Moltbot.Policy.Exec.Approvals;

/// <summary>How long what a person allows may be remembered.</summary>
/// <param name="Session">For the conversation.</param>
/// <param name="Always">For the agent.</param>
public sealed record ApprovalOffer(bool Session, bool Always)
{
    /// <summary>A decision within the offer: what asks for more memory than there is allows this once (attack E5).</summary>
    public ApprovalDecision Narrow(ApprovalDecision decision) => decision switch
    {
        ApprovalDecision.AllowSession when !Session => ApprovalDecision.AllowOnce,
        ApprovalDecision.AllowAlways when !Always => ApprovalDecision.AllowOnce,
        _ => decision,
    };
}
