using Moltbot.GrainInterfaces.Security;

namespace Moltbot.GrainInterfaces.Usage;

/// <summary>Tokens and cost of a tenant. Key: <see cref="GrainKey.ForTenant"/>.</summary>
[Alias("moltbot.IUsageGrain")]
public interface IUsageGrain : IGrainWithStringKey
{
    /// <summary>Counts a run; the same run id is counted once.</summary>
    [Access(CallerRole.Grain), Alias("Record")]
    Task Record(UsageRecord record);

    /// <summary>The last days, oldest first; days without use are left out.</summary>
    /// <param name="days">1 to 366.</param>
    [Access(Scope.Read), Alias("Days")]
    Task<IReadOnlyList<UsageDay>> Days(int days);
}
