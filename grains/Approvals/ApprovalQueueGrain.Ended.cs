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

    private IGrainTimer? _forgetting;

    public Task Forgotten(IReadOnlyList<string> ids) => row.State.Ended.Exists(ended => ids.Contains(ended.Id, StringComparer.Ordinal))
        ? Keep(row.State with { Ended = [.. row.State.Ended.Where(ended => !ids.Contains(ended.Id, StringComparer.Ordinal))] })
        : Task.CompletedTask;

    private void ForgetSoon()
    {
        if (_forgetting is null)
        {
            _forgetting = StartTimer(_ => Forget(), TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
        else
        {
            _forgetting.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Beside the calls, since a request may be calling here; the list is changed by a call to oneself.</summary>
    private async Task Forget()
    {
        List<string> old =
        [
            .. row.State.Ended.Where((ended, place) => IsOld(ended, place)).Take(AtOnce).Select(static ended => ended.Id),
        ];
        var forgotten = new List<string>();
        try
        {
            foreach (string id in old)
            {
                if (await Peer<IApprovalGrain>(GrainKey.ForBucket(Tenant, id)).Forget())
                {
                    forgotten.Add(id);
                }
            }

            if (forgotten.Count > 0)
            {
                await Peer<IApprovalQueueGrain>().Forgotten(forgotten);
            }
        }
        catch (Exception problem)
        {
            LogNotLookedAt(problem);
        }
    }

    private bool IsOld(EndedApproval ended, int place)
    {
        var age = TimeSpan.FromMilliseconds(Now - ended.At);
        return age > EndedLife || (age > ApprovalLife.OfGrants && place < row.State.Ended.Count - MaxEnded);
    }
}
