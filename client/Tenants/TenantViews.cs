using System.Collections.Concurrent;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Tenants;
using Moltbot.Policy.Configuration;

namespace Moltbot.Gateway.Tenants;

/// <summary>The tenants this gateway has to do with. Nobody gets on this list before a secret of the tenant was accepted.</summary>
internal sealed class TenantViews(TenantViewServices services) : ITenantViews
{
    private readonly ConcurrentDictionary<string, TenantView> _views = new(StringComparer.Ordinal);

    public IEnumerable<TenantView> All
    {
        get
        {
            foreach ((_, TenantView view) in _views)
            {
                yield return view;
            }
        }
    }

    public TenantView Get(string tenant) => _views.GetOrAdd(tenant, static (tenant, services) => new TenantView(tenant, services), services);

    /// <summary>The tenant's epoch; -1 while its events do not come, so that it equals none.</summary>
    public long EpochOf(string tenant) => _views.TryGetValue(tenant, out TenantView? view) ? view.StandingEpoch : -1;

    /// <summary>Whether the tenant is the installation's own or named by its configuration, or somebody has shown a secret of it here.</summary>
    public bool Knows(string tenant) => tenant == TenantId.Operator || IsNamed(tenant) || _views.ContainsKey(tenant);

    public ValueTask<ConfigDocument> Configuration(string tenant) =>
        IsNamed(tenant)
            ? Get(tenant).Configuration()
            : _views.TryGetValue(tenant, out TenantView? view) ? view.Configuration() : new ValueTask<ConfigDocument>(ReadOnce(tenant));

    public void ConfigurationChanged(string tenant)
    {
        if (_views.TryGetValue(tenant, out TenantView? view))
        {
            view.ConfigurationChanged();
        }
    }

    public async ValueTask<IDisposable> Listen(string tenant)
    {
        TenantView view = Get(tenant);
        IDisposable listening = view.Keep();
        try
        {
            await view.Subscribed();
            return listening;
        }
        catch
        {
            listening.Dispose();
            throw;
        }
    }

    public IEventWait<TEvent> Expect<TEvent>(string tenant, Func<TEvent, bool> fits)
        where TEvent : GrainInterfaces.Events.TenantEvent => Get(tenant).Expect(fits);

    private bool IsNamed(string tenant) =>
        tenant == TenantId.Default || services.Options.TenantsByHost.Values.Contains(tenant, StringComparer.Ordinal);

    // A tenant that nobody proved to belong to leaves no trace here.
    private async Task<ConfigDocument> ReadOnce(string tenant)
    {
        CallerContext.Use(CallerClaim.ForGateway(tenant, services.Options.GatewayId));
        ConfigurationState? state = await services.Grains.GetGrain<ITenantGrain>(tenant).Configuration(0);
        return state is null ? ConfigDocument.Empty : ConfigDocument.Restore(state.Effective, state.Hash, state.Version);
    }
}
