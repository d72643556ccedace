using Moltbot.Embedded.Activations;
using Orleans.Runtime;

namespace Moltbot.Embedded.Timers;

/// <summary>A timer with its callback.</summary>
internal sealed class GrainTimer<TState>(
    Activation activation, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    : GrainTimer(activation, options)
{
    protected override Task CallAsync(CancellationToken token) => callback(state, token);
}
