using System.Collections.Concurrent;
using System.Net;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Limits;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Policy.Addresses;

namespace Moltbot.Gateway.Channels.Telegram.Webhooks;

/// <summary>
/// Slows down who guesses a webhook's secret (B2). Failures are counted in the cluster by account and canonical address, the one that
/// trusted proxies tell: who has to wait at one gateway has to at every other. Whom this gateway sent away already costs no grain call.
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

    /// <summary>Whether the address has to wait before its next attempt is judged; it has to where nobody knows.</summary>
    internal async ValueTask<bool> MustWait(WebhookRoute route, IPAddress? address)
    {
        var from = Bucket(address);
        if (blocked.TryGetValue((route.Path, from), out var until))
        {
            if (until > time.GetUtcNow())
            {
                return true;
            }

            blocked.TryRemove((route.Path, from), out _);
        }

        return Note(route, from, await Ask(route, from, static limiter => limiter.Wait()));
    }

    /// <summary>Counts a wrong secret. Never fails: without the count the refusal stands all the same.</summary>
    internal async Task Failed(WebhookRoute route, IPAddress? address)
    {
        var from = Bucket(address);
        Note(route, from, await Ask(route, from, static limiter => limiter.Failed()));
    }

    /// <summary>Asks the count; a second where it cannot be asked.</summary>
    private async Task<long> Ask(WebhookRoute route, string from, Func<ILimiterGrain, Task<long>> question)
    {
        var tenant = route.Account.Tenant;
        try
        {
            CallerContext.Use(CallerClaim.ForGateway(tenant, gatewayId));
            return await question(find(GrainKey.ForBucket(tenant, $"webhook:telegram:{route.Account.Config.Id}:{from}")));
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return 1000;
        }
    }

    /// <summary>Remembers a wait; whether there is one.</summary>
    private bool Note(WebhookRoute route, string from, long wait)
    {
        if (wait <= 0)
        {
            return false;
        }

        if (blocked.Count >= MostRemembered)
        {
            blocked.Clear();
        }

        blocked[(route.Path, from)] = time.GetUtcNow() + TimeSpan.FromMilliseconds(Math.Min(wait, 3_600_000));
        return true;
    }

    private static string Bucket(IPAddress? address) => address is null ? "unknown" : IpText.LimiterBucket(address);
}
