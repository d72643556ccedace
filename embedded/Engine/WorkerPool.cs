using Moltbot.Embedded.Activations;

namespace Moltbot.Embedded.Engine;

/// <summary>The activations that serve one key of a stateless worker.</summary>
internal sealed class WorkerPool(int most)
{
    private readonly Lock _gate = new();
    private readonly List<Activation> _workers = [];

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _workers.Count;
            }
        }
    }

    public Activation[] Activations
    {
        get
        {
            lock (_gate)
            {
                return [.. _workers];
            }
        }
    }

    /// <summary>An idle worker, else a new one, else the one with the least to do.</summary>
    public Activation Find(Func<Activation> make)
    {
        lock (_gate)
        {
            var best = _workers.MinBy(worker => worker.Load);
            if (best is null || (best.Load > 0 && _workers.Count < most))
            {
                best = make();
                _workers.Add(best);
            }

            return best;
        }
    }

    public void Remove(Activation worker)
    {
        lock (_gate)
        {
            _workers.Remove(worker);
        }
    }
}
