using Moltbot.TestSupport.Time;

namespace Moltbot.TestSupport.Platforms;

/// <summary>Who waits for something to happen on a simulated platform.</summary>
/// <param name="gate">The lock of what is looked at.</param>
/// <param name="state">Tells how things stand, for a wait that was in vain.</param>
public sealed class Watchers(Lock gate, Func<string> state)
{
    private readonly List<(Func<bool> Condition, TaskCompletionSource Met)> watchers = [];

    /// <summary>How long a wait may last before it fails; above what anything takes, but for the handover of a lease.</summary>
    public TimeSpan Patience { get; set; } = Waits.Limit;

    /// <summary>Completes when the condition holds; it is looked at under the lock.</summary>
    public async Task When(Func<bool> condition, string phase)
    {
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (condition())
            {
                return;
            }

            watchers.Add((condition, met));
        }

        try
        {
            await met.Task.WaitAsync(Patience, TimeProvider.System);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"waited for {phase}; {State()}", late);
        }
    }

    private string State()
    {
        lock (gate)
        {
            return state();
        }
    }

    /// <summary>Something happened.</summary>
    public void Changed()
    {
        lock (gate)
        {
            watchers.RemoveAll(watcher => watcher.Condition() && watcher.Met.TrySetResult());
        }
    }
}
