using System.Collections.Concurrent;
using System.Globalization;
using Moltbot.Embedded.Calls;
using Moltbot.Embedded.Engine;
using Orleans;
using Orleans.Runtime;

namespace Moltbot.Embedded.Observers;

/// <summary>The objects that grains may notify. They are held weakly.</summary>
internal sealed class ObserverRouter(GrainEngine engine) : CallRouter(engine, GrainType.Create("sys.observer"))
{
    private readonly ConcurrentDictionary<string, ObserverTarget> _targets = new(StringComparer.Ordinal);
    private long _last;

    public string Add(IGrainObserver observer)
    {
        var key = Interlocked.Increment(ref _last).ToString("x", CultureInfo.InvariantCulture);
        _targets[key] = new(observer);
        return key;
    }

    public void Remove(string key) => _targets.TryRemove(key, out _);

    internal override void Route(GrainReference to, GrainCall call)
    {
        if (_targets.TryGetValue(to.Key, out var target))
        {
            if (target.TryReceive(call))
            {
                return;
            }

            Remove(to.Key);
        }

        call.TryFail(new ClientNotAvailableException(to.GrainId));
    }
}
