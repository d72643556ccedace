using Moltbot.GrainInterfaces.Approvals;
using Moltbot.Policy.Exec.Approvals;

namespace Moltbot.Grains.Approvals;

internal sealed partial class ApprovalGrain
{
    public async Task<ExecGrant?> Redeem(ExecCall call)
    {
        // What was allowed by one document of rules is not, when another forbids it now.
        ExecVerdict verdict = await Peer<IExecPolicyGrain>().Decide(call, State.Preferences ?? new ExecPreferences());
        int quorum = (await configurations.Get(Tenant)).Document.Approvals.Quorum;
        bool runsUnanswered = verdict.Outcome == ExecVerdictOutcome.Run || verdict.RunsUnanswered;
        return verdict.Outcome != ExecVerdictOutcome.Refuse
            && await TakeGrant(view => view.Hash is not null && view.Hash == verdict.Hash && (view.Status == ApprovalStatus.Expired ? runsUnanswered : view.Answers.Count >= quorum)) is { } view
                ? new ExecGrant { ApprovalId = view.Id, Hash = verdict.Hash, Decision = view.Decision }
                : null;
    }

    public async Task<string?> RedeemOwn(ApprovalRequest request, string principal) =>
        (await TakeGrant(view => view.AskedBy == principal && State.Request is { } asked && asked.Run() == request.Run()))?.Decision;

    public async Task<bool> Forget()
    {
        await _changing.WaitAsync();
        try
        {
            if (State.View is null)
            {
                return true;
            }

            bool isOver = IsSettled && State.View.EndedAt is { } ended && Now - ended > ApprovalLife.OfGrants.TotalMilliseconds;
            if (isOver)
            {
                await row.ClearStateAsync();
                row.State = new ApprovalState();
                DeactivateOnIdle();
            }

            return isOver;
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Marks what was allowed as used, then hands it out: whoever does not get the answer cannot ask again, so nothing runs twice.</summary>
    private async Task<ApprovalView?> TakeGrant(Func<ApprovalView, bool> isIt)
    {
        await _changing.WaitAsync();
        try
        {
            await Expire();
            if (State is not { Redeemed: false, View: { EndedAt: { } ended } view } || !isIt(view))
            {
                return null;
            }

            bool isAllowed = view.Status == ApprovalStatus.Allowed || (view.Status == ApprovalStatus.Expired && State.RunsUnanswered);
            if (!isAllowed || Now - ended >= ApprovalLife.OfGrants.TotalMilliseconds)
            {
                return null;
            }

            await Record(view.AskedBy, "exec.approval.redeem", view.Id, ("hash", view.Hash), ("decision", view.Decision));
            await Keep(State with { Redeemed = true });
            return view;
        }
        finally
        {
            _changing.Release();
        }
    }
}
