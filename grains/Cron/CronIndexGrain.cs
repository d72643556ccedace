using Moltbot.GrainInterfaces.Cron;

namespace Moltbot.Grains.Cron;

/// <summary>Keeps the list of jobs, and how many there may be.</summary>
internal sealed class CronIndexGrain(
    [PersistentState("cron-index", TenantGrain.Store)] IPersistentState<CronIndexState> row, TimeProvider time) : TenantGrain(time), ICronIndexGrain
{
    /// <summary>Jobs that a tenant may have. Arbitrary: more than a person keeps in mind, few enough to be listed one by one.</summary>
    internal const int MaxJobs = 200;

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

    public Task Remove(string id) => row.State.Ids.Contains(id, StringComparer.Ordinal)
        ? Keep(row.State with { Ids = [.. row.State.Ids.Where(known => known != id)] })
        : Task.CompletedTask;

    public Task<IReadOnlyList<string>> List() => Task.FromResult(row.State.Ids);

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
}
