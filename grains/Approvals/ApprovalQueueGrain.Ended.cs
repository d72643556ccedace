using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Approvals;
using Moltbot.Policy.Exec.Approvals;

namespace Moltbot.Grains.Approvals;

/// <content>
/// What ended is forgotten in time: after each end those that have been over for long, a few at once, so that there are never more rows
/// than were asked for lately.
/// </content>
internal sealed partial class ApprovalQueueGrain
{
    /// <summary>How long what ended is kept: an answer that comes late is told so, and an id is not used twice. Arbitrary: a day.</summary>
    internal static readonly TimeSpan EndedLife = TimeSpan.FromHours(24);

    /// <summary>How many that ended are kept; of more the oldest go sooner. Arbitrary: their ids are written with each change.</summary>
    private const int MaxEnded = 1024;

    /// <summary>How many are forgotten after an end. More than one, so that what is left gets less.</summary>
    private const int AtOnce = 4;

    public Task Forgotten(string id) => row.State.Ended.Exists(ended => ended.Id == id)
        ? Keep(row.State with { Ended = [.. row.State.Ended.Where(ended => ended.Id != id)] })
        : Task.CompletedTask;

    private void ForgetOld()
    {
        foreach (EndedApproval ended in row.State.Ended.Where(IsOld).Take(AtOnce))
        {
            _ = Observe(Peer<IApprovalGrain>(GrainKey.ForBucket(Tenant, ended.Id)).Forget(ended.Id));
        }
    }

    private bool IsOld(EndedApproval ended, int place)
    {
        var age = TimeSpan.FromMilliseconds(Now - ended.At);
        return age > EndedLife || (age > ApprovalLife.OfGrants && place < row.State.Ended.Count - MaxEnded);
    }
}
