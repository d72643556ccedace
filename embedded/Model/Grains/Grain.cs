using Moltbot.Embedded.Activations;
using Orleans.Runtime;

namespace Orleans;

/// <summary>The base of grain classes.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    /// <summary>Only the engine makes grains: within an activation.</summary>
    protected Grain()
    {
        OwnActivation = ActivationScope.Constructing
            ?? throw new InvalidOperationException($"{GetType().FullName} is a grain and can only be made by the engine.");
    }

    /// <summary>The activation that this instance lives in.</summary>
    public IGrainContext GrainContext => OwnActivation;

    /// <summary>A reference to this grain.</summary>
    public GrainReference GrainReference => OwnActivation.GrainReference;

    /// <summary>The grain's name as text.</summary>
    public string IdentityString => OwnActivation.GrainId.ToString();

    /// <summary>Makes references to other grains.</summary>
    protected IGrainFactory GrainFactory => OwnActivation.GrainFactory;

    /// <summary>Services of this activation's scope.</summary>
    protected internal IServiceProvider ServiceProvider => OwnActivation.ActivationServices;

    internal Activation OwnActivation { get; }

    /// <inheritdoc/>
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends this activation once the calls it runs have ended.</summary>
    protected void DeactivateOnIdle() =>
        OwnActivation.Deactivate(new(DeactivationReasonCode.ApplicationRequested, $"{nameof(DeactivateOnIdle)} was called."));

    /// <summary>Keeps this activation from being ended for idling, for at least that time. <see cref="Timeout.InfiniteTimeSpan"/> means
    /// for ever, a negative time ends what was asked before.</summary>
    protected void DelayDeactivation(TimeSpan timeSpan) => OwnActivation.DelayDeactivation(timeSpan);
}
