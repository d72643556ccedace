using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces.Events;

namespace Moltbot.Grains.Events;

/// <summary>
/// The one place where a tenant's events get their order. Nothing is kept: a gateway that lost events sees the gap and asks anew.
/// </summary>
internal sealed partial class TenantEventsGrain(TimeProvider time, ILogger<TenantEventsGrain> logger) : TenantGrain(time), ITenantEventsGrain
{
    private readonly Dictionary<string, Subscription> _subscriptions = new(StringComparer.Ordinal);
    private long _sequence;

    public Task<long> Subscribe(string gatewayId, IGatewayObserver observer)
    {
        _subscriptions[gatewayId] = new Subscription(observer, Time.GetTimestamp());
        return Task.FromResult(_sequence);
    }

    protected override Task Start(CancellationToken cancellationToken)
    {
        // Above all numbers of the activation before: it published fewer than a thousand events a millisecond.
        _sequence = Now * 1000;
        return Task.CompletedTask;
    }

    public Task Unsubscribe(string gatewayId)
    {
        _subscriptions.Remove(gatewayId);
        return Task.CompletedTask;
    }

    public Task Publish(TenantEvent tenantEvent)
    {
        long sequence = ++_sequence;
        List<string>? gone = null;
        foreach ((string gatewayId, Subscription subscription) in _subscriptions)
        {
            if (Time.GetElapsedTime(subscription.RenewedAt) > ITenantEventsGrain.SubscriptionLife)
            {
                (gone ??= []).Add(gatewayId);
                continue;
            }

            Tell(gatewayId, subscription.Observer, sequence, tenantEvent.For(gatewayId));
        }

        gone?.ForEach(gatewayId => _subscriptions.Remove(gatewayId));
        return Task.CompletedTask;
    }

    private void Tell(string gatewayId, IGatewayObserver observer, long sequence, TenantEvent tenantEvent)
    {
        // One-way: the call is on its way when it returns; a gateway that is gone is dropped when its subscription runs out.
        Task told = observer.OnEvent(Tenant, sequence, tenantEvent);
        if (told.IsFaulted)
        {
            LogLost(gatewayId, told.Exception!.InnerException!);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Gateway {GatewayId} could not be told of an event")]
    private partial void LogLost(string gatewayId, Exception error);

    private readonly record struct Subscription(IGatewayObserver Observer, long RenewedAt);
}
