using Moltbot.Policy.Exec.Documents;

namespace Moltbot.Policy.Exec.Approvals;

/// <summary>The one word that stands for when to ask and what to remember (<c>approvalMode</c>).</summary>
/// <param name="Ask">When a person is asked.</param>
/// <param name="Remembers">What a plain "allow" is remembered for.</param>
public sealed record ApprovalMode(ExecAsk Ask, ApprovalDecision Remembers)
{
    /// <summary>The mode of a word; null for any other text.</summary>
    public static ApprovalMode? Parse(string? word) => word switch
    {
        "always" => new(ExecAsk.Always, ApprovalDecision.AllowOnce),
        "per-session" => new(ExecAsk.OnMiss, ApprovalDecision.AllowSession),
        "once" => new(ExecAsk.OnMiss, ApprovalDecision.AllowAlways),
        _ => null,
    };

    /// <summary>What may be remembered at most.</summary>
    /// <param name="mode">The mode; null where none is set.</param>
    /// <param name="ask">When a person is asked: one who is asked every time has nothing to remember.</param>
    /// <param name="isRememberable">Whether the programs may be on a list.</param>
    public static ApprovalOffer Offer(ApprovalMode? mode, ExecAsk ask, bool isRememberable) => new(
        Session: ask != ExecAsk.Always && (mode is null || mode.Remembers >= ApprovalDecision.AllowSession),
        Always: isRememberable && (mode is null || mode.Remembers == ApprovalDecision.AllowAlways),
        Plain: mode?.Remembers ?? ApprovalDecision.AllowOnce);
}
