using Moltbot.TestSupport.Time;

namespace Moltbot.TestSupport.Models;

/// <summary>A barrier between a test and a simulated model: everything before it has been sent when it is reached.</summary>
public sealed class ModelGate
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the model stands before the gate.</summary>
    /// <exception cref="TimeoutException">It did not within a real minute.</exception>
    public Task Reached => reached.Task.InTime();

    /// <summary>Lets the model, and every later one, pass.</summary>
    public void Open() => opened.TrySetResult();

    internal Task PassAsync(CancellationToken cancellation)
    {
        reached.TrySetResult();
        return opened.Task.WaitAsync(cancellation);
    }
}
