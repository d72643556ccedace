using Moltbot.GrainInterfaces.Security;
using Orleans.Concurrency;

namespace Moltbot.GrainInterfaces.Cron;

/// <summary>Which jobs a tenant has, and how many of them may run at a time. Key: <see cref="GrainKey.ForTenant"/>.</summary>
[Alias("moltbot.ICronIndexGrain")]
public interface ICronIndexGrain : IGrainWithStringKey
{
    /// <summary>A job is about to be stored. Why there is no room for it; null when there is.</summary>
    [Access(CallerRole.Grain), Alias("Add")]
    Task<string?> Add(string id);

    /// <summary>The job is gone.</summary>
    [Access(CallerRole.Grain), Alias("Remove")]
    Task Remove(string id);

    /// <summary>The ids, oldest first.</summary>
    [Access(Scope.Read), AlwaysInterleave, Alias("List")]
    Task<IReadOnlyList<string>> List();

    /// <summary>A job is due. Whether it may run; if not, it is told by <see cref="ICronJobGrain.Enter"/> when it may.</summary>
    /// <param name="id">The job.</param>
    /// <param name="most">How many may run at a time, at least 1.</param>
    [Access(CallerRole.Grain), Alias("Enter")]
    Task<bool> Enter(string id, int most);

    /// <summary>The job does not run any more; nothing when it was not let run.</summary>
    [Access(CallerRole.Grain), Alias("Leave")]
    Task Leave(string id);
}
