namespace Moltbot.Policy.Exec.Approvals;

/// <summary>How long what a person allows may be remembered.</summary>
/// <param name="Session">For the conversation.</param>
/// <param name="Always">For the agent.</param>
/// <param name="Plain">What a plain "allow" stands for, before it is narrowed.</param>
public sealed record ApprovalOffer(bool Session, bool Always, ApprovalDecision Plain = ApprovalDecision.AllowOnce)
{
    /// <summary>The words that may be answered, from the narrowest permission on, denial last.</summary>
    public IReadOnlyList<string> Words =>
    [
        .. new[] { ApprovalDecision.AllowOnce, ApprovalDecision.AllowSession, ApprovalDecision.AllowAlways, ApprovalDecision.Deny }
            .Where(decision => Narrow(decision) == decision).Select(ApprovalDecisions.Of),
    ];

    /// <summary>The decision of a word, <see cref="ApprovalDecisions.Plain"/> among them, within the offer; null for any other text.</summary>
    public ApprovalDecision? Read(string word) =>
        (word == ApprovalDecisions.Plain ? Plain : ApprovalDecisions.Parse(word)) is { } decision ? Narrow(decision) : null;

    /// <summary>A decision within the offer: what asks for more memory than there is gets the next that there is (attack E5).</summary>
    public ApprovalDecision Narrow(ApprovalDecision decision) => decision switch
    {
        ApprovalDecision.AllowAlways when Always => decision,
        ApprovalDecision.AllowAlways or ApprovalDecision.AllowSession => Session ? ApprovalDecision.AllowSession : ApprovalDecision.AllowOnce,
        _ => decision,
    };
}
