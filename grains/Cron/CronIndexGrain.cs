using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Cron;

namespace Moltbot.Grains.Cron;

/// <summary>Keeps the list of jobs, how many there may be, and how many may run at a time.</summary>
internal sealed partial class CronIndexGrain(
    [PersistentState("cron-index", TenantGrain.Store)] IPersistentState<CronIndexState> row,
    TimeProvider time,
    ILogger<CronIndexGrain> logger) : TenantGrain(time), ICronIndexGrain
{
    /// <summary>Jobs that a tenant may have. Arbitrary: more than a person keeps in mind, few enough to be listed one by one.</summary>
    internal const int MaxJobs = 200;

    /// <summary>How long a job that was let run is believed to: longer than it takes to write down that it does.</summary>
    private static readonly TimeSpan Trust = TimeSpan.FromMinutes(1);

    private CronRoom? _room;

    public async Task<string?> Add(string id)
    {
        if (row.State.Ids.Contains(id, StringComparer.Ordinal))
        {
            return null;
        }

        if (row.State.Ids.Count >= MaxJobs)
        {
            return $"as many cron jobs as there may be ({MaxJobs}); remove one first";
        }

        await Keep(row.State with { Ids = [.. row.State.Ids, id] });
        return null;
    }

    public Task Remove(string id)
    {
        Admit(_room?.Leave(id, Now) ?? []);
        return row.State.Ids.Contains(id, StringComparer.Ordinal)
            ? Keep(row.State with { Ids = [.. row.State.Ids.Where(known => known != id)] })
            : Task.CompletedTask;
    }

    public Task<IReadOnlyList<string>> List() => Task.FromResult(row.State.Ids);

    public async Task<bool> Enter(string id, int most)
    {
        CronRoom room = _room ??= await Running();
        if (room.Enter(id, most, Now))
        {
            return true;
        }

        // One whose process ended between its run and telling so is not waited for.
        foreach (string known in room.InsideSince(Now - (long)Trust.TotalMilliseconds))
        {
            if (await Job(known).Show() is not { RunningSince: not null })
            {
                Admit(room.Leave(known, Now));
            }
        }

        return room.Enter(id, most, Now);
    }

    public Task Leave(string id)
    {
        Admit(_room?.Leave(id, Now) ?? []);
        return Task.CompletedTask;
    }

    private async Task<CronRoom> Running()
    {
        var room = new CronRoom();
        foreach (CronJobView? job in await Task.WhenAll(row.State.Ids.Select(id => Job(id).Show())))
        {
            if (job is { RunningSince: { } since })
            {
                room.Put(job.Id, since);
            }
        }

        return room;
    }

    /// <summary>Not awaited: a job may be waiting for an answer from here. One that is not reached looks by itself.</summary>
    private void Admit(IReadOnlyList<string> ids)
    {
        foreach (string id in ids)
        {
            _ = Admit(id);
        }
    }

    private async Task Admit(string id)
    {
        try
        {
            await Job(id).Enter();
        }
        catch (Exception e)
        {
            LogNotTold(e);
        }
    }

    private ICronJobGrain Job(string id) => Peer<ICronJobGrain>(GrainKey.ForBucket(Tenant, id));

    private async Task Keep(CronIndexState state)
    {
        CronIndexState before = row.State;
        row.State = state;
        try
        {
            await Save(row);
        }
        catch
        {
            row.State = before;
            throw;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A cron job that may run could not be told so; it looks by itself")]
    private partial void LogNotTold(Exception error);
}
