using Orleans.Runtime;

namespace Orleans;

/// <summary>What every grain class is to the engine.</summary>
public interface IGrainBase
{
    /// <summary>The activation that this instance lives in.</summary>
    IGrainContext GrainContext { get; }

    /// <summary>Runs before the first call. A failure fails the calls that wait and removes the activation.</summary>
    Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;

    /// <summary>Runs after the last call. Not guaranteed: a process may die without it.</summary>
    Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
}
