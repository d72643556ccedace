using System.Collections.Concurrent;
using System.Net;
using Moltbot.Gateway.Hosting;
using Moltbot.Policy.Addresses;

namespace Moltbot.Gateway.Connections;

/// <summary>Counts sockets that have not proven anything yet, for each address and in total (attack B5).</summary>
internal sealed class PendingSockets(GatewayOptions options)
{
    private readonly ConcurrentDictionary<string, int> _byAddress = new(StringComparer.Ordinal);
    private int _total;

    /// <summary>Takes a place.</summary>
    /// <returns>0, or the HTTP status that tells why there is none.</returns>
    public int TryEnter(IPAddress address)
    {
        if (Interlocked.Increment(ref _total) > options.MaxPending)
        {
            Interlocked.Decrement(ref _total);
            return 503;
        }

        string bucket = IpText.LimiterBucket(address);
        if (_byAddress.AddOrUpdate(bucket, 1, static (_, count) => count + 1) > options.MaxPendingPerAddress)
        {
            Leave(address);
            return 429;
        }

        return 0;
    }

    /// <summary>Gives the place back: the handshake is over, one way or the other.</summary>
    public void Leave(IPAddress address)
    {
        Interlocked.Decrement(ref _total);
        string bucket = IpText.LimiterBucket(address);
        if (_byAddress.AddOrUpdate(bucket, 0, static (_, count) => count - 1) <= 0)
        {
            // Only while it is still 0: another may have entered meanwhile.
            _byAddress.TryRemove(KeyValuePair.Create(bucket, 0));
        }
    }
}
