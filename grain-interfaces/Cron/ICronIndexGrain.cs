using Moltbot.GrainInterfaces.Security;
using Orleans.Concurrency;

namespace Moltbot.GrainInterfaces.Cron;

/// <summary>Which jobs a tenant has. Key: <see cref="GrainKey.ForTenant"/>.</summary>
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
}
