using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Exec.Approvals;
using Moltbot.Policy.Exec.Text;

namespace Moltbot.Grains.Approvals;

internal sealed partial class ApprovalGrain
{
    /// <summary>The longest name of an approver that is kept, in characters.</summary>
    private const int MaxName = 64;

    public async Task<ApprovalReceipt> Answer(string decision, string? name)
    {
        // A grain is let through everywhere; what a model set off must not answer for a person (A17).
        if (CallerContext.Caller is not { Role: CallerRole.Operator } caller)
        {
            return ApprovalReceipt.NotAllowed;
        }

        return ApprovalDecisions.Parse(decision) is not null
            ? await Decide((await configurations.Get(Tenant)).Document, decision, new ApprovalAnswer { Principal = caller.Principal, Name = NameOf(name), Via = "gateway", Decision = "", At = Now })
            : ApprovalReceipt.Invalid;
    }

    public async Task<ApprovalReceipt> AnswerFromChat(ChatAnswer answer)
    {
        ConfigDocument document = (await configurations.Get(Tenant)).Document;
        if ((!answer.IsButton && !document.Commands.Text) || !Approvers.Includes(document, answer.Channel, answer.Account, answer.SenderId))
        {
            return ApprovalReceipt.NotAllowed;
        }

        return answer.Decision == ApprovalDecisions.Plain || ApprovalDecisions.Parse(answer.Decision) is not null
            ? await Decide(document, answer.Decision, new ApprovalAnswer
            {
                Principal = $"{answer.Channel}:{answer.SenderId}",
                Name = NameOf(answer.SenderName),
                Via = $"{answer.Channel}/{answer.Account}/{answer.ChatId}",
                Decision = "",
                At = Now,
                AnswerId = answer.AnswerId,
            })
            : ApprovalReceipt.Invalid;
    }

    public async Task<bool> Withdraw()
    {
        await _changing.WaitAsync();
        try
        {
            await Expire();
            if (State.View is not { } view)
            {
                return false;
            }

            if (view.Status == ApprovalStatus.Open)
            {
                await End(view, ApprovalStatus.Withdrawn, Now, view.AskedBy, "exec.approval.withdraw");
                return true;
            }

            if (!HoldsGrant(view))
            {
                return false;
            }

            await Record(view.AskedBy, "exec.approval.withdraw", view.Id, ("hash", view.Hash), ("decision", view.Decision));
            await Keep(State with { Redeemed = true, View = view with { IsSpent = true } });
            return true;
        }
        finally
        {
            _changing.Release();
        }
    }

    private async Task<ApprovalReceipt> Decide(ConfigDocument document, string word, ApprovalAnswer answer)
    {
        await _changing.WaitAsync();
        try
        {
            await Expire();
            if (State.View is not { } view)
            {
                return ApprovalReceipt.Unknown;
            }

            if (answer.AnswerId is not null && view.Answers.Any(known => known.AnswerId == answer.AnswerId && known.Principal == answer.Principal))
            {
                return ApprovalReceipt.Recorded;
            }

            if (view.Status != ApprovalStatus.Open)
            {
                return ApprovalReceipt.Unknown;
            }

            answer = answer with { Decision = ApprovalDecisions.Of(OfferOf(State).Read(word) ?? ApprovalDecision.Deny) };
            await Record(answer.Principal, "exec.approval.answer", view.Id, ("decision", answer.Decision), ("via", answer.Via), ("hash", view.Hash));
            string person = Approvers.PersonOf(document, answer.Principal);
            await Keep(State with
            {
                View = Counted(document, view with { Answers = [.. view.Answers.Where(known => Approvers.PersonOf(document, known.Principal) != person), answer] }),
            });
        }
        finally
        {
            _changing.Release();
        }

        TellSoon();
        return ApprovalReceipt.Recorded;
    }

    /// <summary>
    /// What the answers come to: one denial ends it, and so do permissions of as many people as are needed; then the narrowest of them
    /// counts.
    /// </summary>
    private ApprovalView Counted(ConfigDocument document, ApprovalView view)
    {
        List<ApprovalDecision> made = [.. view.Answers.Select(static answer => ApprovalDecisions.Parse(answer.Decision) ?? ApprovalDecision.Deny)];
        if (made.Contains(ApprovalDecision.Deny))
        {
            return view with { Status = ApprovalStatus.Denied, Decision = ApprovalDecisions.Of(ApprovalDecision.Deny), EndedAt = Now };
        }

        return PeopleWho(document, view) >= view.Quorum
            ? view with { Status = ApprovalStatus.Allowed, Decision = ApprovalDecisions.Of(made.Min()), EndedAt = Now }
            : view;
    }

    /// <summary>How many people answered: ids that the configuration of the moment links are one's.</summary>
    private static int PeopleWho(ConfigDocument document, ApprovalView answered) =>
        answered.Answers.Select(answer => Approvers.PersonOf(document, answer.Principal)).Distinct(StringComparer.Ordinal).Count();

    /// <summary>A name as it may be shown to others: its owner wrote it.</summary>
    private static string? NameOf(string? name)
    {
        string shown = HostileText.Visible((name ?? "").Trim());
        return shown.Length == 0 ? null : shown.Length <= MaxName ? shown : shown[..MaxName];
    }
}
