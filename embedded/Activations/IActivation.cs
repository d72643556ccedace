using Orleans;
using Orleans.Runtime;

namespace Moltbot.Embedded.Activations;

/// <summary>What the programming model asks of an activation beyond its public face.</summary>
internal interface IActivation : IGrainContext
{
    IGrainFactory GrainFactory { get; }

    void DelayDeactivation(TimeSpan time);

    IGrainTimer RegisterTimer<TState>(Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options);

    void EnterReentrantSection(Guid chain);

    void ExitReentrantSection(Guid chain);
}
