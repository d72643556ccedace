using System.Collections.Concurrent;

namespace Moltbot.Models.Failover;

/// <summary>Keeps health in memory; a restart asks every credential again.</summary>
internal sealed class MemoryProfileHealthStore : IProfileHealthStore
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, ProfileHealth>> tenants = new(StringComparer.Ordinal);

    public ProfileHealth Get(string tenant, string profile) =>
        tenants.TryGetValue(tenant, out var profiles) ? profiles.GetValueOrDefault(profile) : default;

    public void Update(string tenant, string profile, Func<ProfileHealth, ProfileHealth> change) =>
        tenants.GetOrAdd(tenant, static _ => new(StringComparer.Ordinal))
            .AddOrUpdate(profile, static (_, f) => f(default), static (_, there, f) => f(there), change);

    public void Forget(string tenant) => tenants.TryRemove(tenant, out _);
}
