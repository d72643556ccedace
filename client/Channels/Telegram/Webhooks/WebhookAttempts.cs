using System.Collections.Concurrent;
using System.Net;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Limits;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Policy.Addresses;

namespace Moltbot.Gateway.Channels.Telegram.Webhooks;

/// <summary>
/// Slows down who guesses a webhook's secret (B2). Failures are counted in the cluster by account and canonical address, the one that
/// trusted proxies tell; who never failed here costs no grain call.
/// </summary>
public sealed class WebhookAttempts
{
    private const int MostRemembered = 10_000;
    private readonly Func<GrainKey, ILimiterGrain> find;
    private readonly string gatewayId;
    private readonly TimeProvider time;
    private readonly ConcurrentDictionary<(string Path, string Address), DateTimeOffset> blocked = new();

    /// <param name="grains">The cluster.</param>
    /// <param name="gatewayId">This gateway's name.</param>
    /// <param name="time">The clock.</param>
    public WebhookAttempts(IGrainFactory grains, string gatewayId, TimeProvider time)
        : this(key => grains.GetGrain<ILimiterGrain>(key.ToString()), gatewayId, time)
    {
    }

    internal WebhookAttempts(Func<GrainKey, ILimiterGrain> find, string gatewayId, TimeProvider time)
    {
        this.find = find;
        this.gatewayId = gatewayId;
        this.time = time;
    }

    /// <summary>Whether the address has to wait before its next attempt is judged.</summary>
    internal bool MustWait(WebhookRoute route, IPAddress? address)
    {
        var key = (route.Path, Bucket(address));
        if (!blocked.TryGetValue(key, out var until))
        {
            return false;
        }

        if (until > time.GetUtcNow())
        {
            return true;
        }

        blocked.TryRemove(key, out _);
        return false;
    }

    /// <summary>Counts a wrong secret. Never fails: without the count the refusal stands all the same.</summary>
    internal async Task Failed(WebhookRoute route, IPAddress? address)
    {
        var from = Bucket(address);
        var tenant = route.Account.Tenant;
        long wait;
        try
        {
            CallerContext.Use(CallerClaim.ForGateway(tenant, gatewayId));
            wait = await find(GrainKey.ForBucket(tenant, $"webhook:telegram:{route.Account.Config.Id}:{from}")).Failed();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            wait = 1000;
        }

        if (wait > 0)
        {
            if (blocked.Count >= MostRemembered)
            {
                blocked.Clear();
            }

            blocked[(route.Path, from)] = time.GetUtcNow() + TimeSpan.FromMilliseconds(Math.Min(wait, 3_600_000));
        }
    }

    private static string Bucket(IPAddress? address) => address is null ? "unknown" : IpText.LimiterBucket(address);
}
