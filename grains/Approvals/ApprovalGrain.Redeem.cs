using Moltbot.GrainInterfaces.Approvals;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Exec.Approvals;

namespace Moltbot.Grains.Approvals;

internal sealed partial class ApprovalGrain
{
    public async Task<ExecGrant?> Redeem(ExecCall call)
    {
        // What was allowed by one document of rules is not, when another forbids it now.
        ExecVerdict verdict = await Peer<IExecPolicyGrain>().Decide(call, State.Preferences ?? new ExecPreferences());
        ConfigDocument document = (await configurations.Get(Tenant)).Document;
        bool runsUnanswered = verdict.Outcome == ExecVerdictOutcome.Run || verdict.RunsUnanswered;
        return verdict.Outcome != ExecVerdictOutcome.Refuse
            && await TakeGrant(view => view.Hash is not null && view.Hash == verdict.Hash && (view.Status == ApprovalStatus.Expired ? runsUnanswered : HasQuorum(view, document))) is { } view
                ? new ExecGrant { ApprovalId = view.Id, Hash = verdict.Hash, Decision = view.Decision, Steps = verdict.Steps }
                : null;
    }

    public async Task<string?> RedeemOwn(ApprovalRequest request, string principal)
    {
        ConfigDocument document = (await configurations.Get(Tenant)).Document;
        return (await TakeGrant(view => view.AskedBy == principal && State.Request is { } asked && asked.Run() == request.Run() && HasQuorum(view, document)))?.Decision;
    }

    public async Task Forget(string id)
    {
        if (await Clear())
        {
            await Peer<IApprovalQueueGrain>().Forgotten(id);
        }
    }

    /// <summary>Clears what is worth nothing any more; whether nothing is left.</summary>
    private async Task<bool> Clear()
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

    /// <summary>Whether as many people allowed it as have to by the configuration of the moment.</summary>
    private static bool HasQuorum(ApprovalView view, ConfigDocument document) =>
        PeopleWho(document, view) >= document.Approvals.Quorum;

    /// <summary>Whether a run may still begin by it.</summary>
    private bool HoldsGrant(ApprovalView view) =>
        !State.Redeemed && view.EndedAt is { } ended && Now - ended < ApprovalLife.OfGrants.TotalMilliseconds
        && (view.Status == ApprovalStatus.Allowed || (view.Status == ApprovalStatus.Expired && State.RunsUnanswered));

    /// <summary>Marks what was allowed as used, then hands it out: whoever does not get the answer cannot ask again, so nothing runs twice.</summary>
    private async Task<ApprovalView?> TakeGrant(Func<ApprovalView, bool> isIt)
    {
        await _changing.WaitAsync();
        try
        {
            await Expire();
            if (State.View is not { } view || !HoldsGrant(view) || !isIt(view))
            {
                return null;
            }

            await Record(view.AskedBy, "exec.approval.redeem", view.Id, ("hash", view.Hash), ("decision", view.Decision));
            await Keep(State with { Redeemed = true, View = view with { IsSpent = true } });
            return view;
        }
        finally
        {
            _changing.Release();
        }
    }
}
