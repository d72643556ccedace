namespace Moltbot.Models.Failover;

/// <summary>
/// Where the health of credentials is kept. The default keeps it in memory per process; who wants it to outlive the process
/// registers another. Keys are a tenant and a profile id (or <c>provider:id/model</c> for a provider's configured key).
/// </summary>
public interface IProfileHealthStore
{
    /// <summary>What is remembered; the default value when nothing is.</summary>
    ProfileHealth Get(string tenant, string profile);

    /// <summary>Replaces it by a function of what is there; the function may be called more than once.</summary>
    void Update(string tenant, string profile, Func<ProfileHealth, ProfileHealth> change);

    /// <summary>Drops a tenant's entries.</summary>
    void Forget(string tenant);
}
