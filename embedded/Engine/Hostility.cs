using Moltbot.Embedded.Hosting;

namespace Moltbot.Embedded.Engine;

/// <summary>The choices of a hostile engine.</summary>
internal sealed class Hostility(HostileOptions options)
{
    private readonly Lock _gate = new();
    private readonly Random _random = new(options.Seed);

    public bool PutsFirst() => Happens(options.Reorder);

    public bool TimesOut() => Happens(options.TimeOut);

    /// <summary>Whether a call that is timed out runs all the same.</summary>
    public bool RunsTimedOut() => Happens(0.5);

    public bool ActivatesTwice() => Happens(options.ActivateTwice);

    public bool TakesTwin() => Happens(0.5);

    /// <summary>One in eight: long enough for both to be called some times.</summary>
    public bool EndsTwin() => Happens(0.125);

    public bool DeactivatesAtAwait() => Happens(options.DeactivateAtAwait);

    private bool Happens(double probability)
    {
        if (probability <= 0)
        {
            return false;
        }

        lock (_gate)
        {
            return _random.NextDouble() < probability;
        }
    }
}
