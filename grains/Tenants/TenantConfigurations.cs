using System.Collections.Concurrent;
using Moltbot.GrainInterfaces.Tenants;
using Moltbot.Policy.Configuration;

namespace Moltbot.Grains.Tenants;

/// <summary>Asks the tenant's grain for a newer version at most once a second, and parses each version once.</summary>
internal sealed class TenantConfigurations(IGrainFactory grains, TimeProvider time) : ITenantConfigurations
{
    /// <summary>How old the knowledge may be; a change reaches every silo within it.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    public ValueTask<TenantConfiguration> Get(string tenant) =>
        _known.TryGetValue(tenant, out Known? known) && time.GetElapsedTime(known.CheckedAt) < MaxAge
            ? ValueTask.FromResult(known.Configuration)
            : new ValueTask<TenantConfiguration>(Refresh(tenant, known));

    public void Invalidate(string tenant)
    {
        if (_known.TryGetValue(tenant, out Known? known))
        {
            _known.TryUpdate(tenant, known with { CheckedAt = long.MinValue / 2 }, known);
        }
    }

    private async Task<TenantConfiguration> Refresh(string tenant, Known? known)
    {
        long checkedAt = time.GetTimestamp();
        ConfigurationState? state = await grains.GetGrain<ITenantGrain>(tenant).Configuration(known?.Configuration.Version ?? 0);
        TenantConfiguration configuration = state is null
            ? known!.Configuration
            : new TenantConfiguration(state.Version, ConfigDocument.Restore(state.Effective, state.Hash, state.Version));
        _known[tenant] = new Known(configuration, checkedAt);
        return configuration;
    }

    private sealed record Known(TenantConfiguration Configuration, long CheckedAt);
}
