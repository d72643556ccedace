using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Security;

namespace Moltbot.Gateway.Tenants;

/// <summary>The gateway's subscription to a tenant's events: begun once, renewed, and ended when nobody here needs it.</summary>
internal sealed class Subscription(TenantView view, TenantViewServices services)
{
    private readonly Lock _gate = new();
    private Task? _standing;
    private GatewayObserver? _observer;
    private IGatewayObserver? _reference;

    public bool IsStanding => Volatile.Read(ref _standing) is { IsCompletedSuccessfully: true };

    /// <summary>Completes when the events come; begins the subscription when there is none.</summary>
    public Task Stand()
    {
        lock (_gate)
        {
            return _standing is { IsFaulted: false, IsCanceled: false } standing ? standing : _standing = Begin();
        }
    }

    public async Task Renew()
    {
        await Stand();
        if (_reference is { } reference)
        {
            view.Published(await services.Grains.GetGrain<ITenantEventsGrain>(view.Tenant).Subscribe(services.Options.GatewayId, reference));
        }
    }

    public async Task End()
    {
        GatewayObserver? observer;
        IGatewayObserver? reference;
        lock (_gate)
        {
            // Somebody may have come since; then it goes on.
            if (_standing is null || view.IsInUse)
            {
                return;
            }

            (observer, reference) = (_observer, _reference);
            (_standing, _observer, _reference) = (null, null, null);
        }

        await services.Grains.GetGrain<ITenantEventsGrain>(view.Tenant).Unsubscribe(services.Options.GatewayId);
        if (reference is not null)
        {
            services.Grains.DeleteObjectReference<IGatewayObserver>(reference);
        }

        GC.KeepAlive(observer);
    }

    private async Task Begin()
    {
        CallerContext.Use(view.GatewayClaim);
        view.RestartSequence();
        var observer = new GatewayObserver(view);
        IGatewayObserver reference = services.Grains.CreateObjectReference<IGatewayObserver>(observer);
        (_observer, _reference) = (observer, reference);
        view.Published(await services.Grains.GetGrain<ITenantEventsGrain>(view.Tenant).Subscribe(services.Options.GatewayId, reference));
    }
}
