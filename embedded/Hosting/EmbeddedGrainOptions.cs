namespace Moltbot.Embedded.Hosting;

/// <summary>How the engine behaves. The defaults are those of Orleans.</summary>
public sealed class EmbeddedGrainOptions
{
    /// <summary>How long a caller waits for an answer before it gets a <see cref="TimeoutException"/>, after which the outcome is
    /// unknown. More than zero.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an activation may idle before it is ended. At least <see cref="CollectionQuantum"/>.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How often idle activations are looked for.</summary>
    public TimeSpan CollectionQuantum { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long <c>OnActivateAsync</c> and the reading of states may take together.</summary>
    public TimeSpan ActivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long <c>OnDeactivateAsync</c> may take.</summary>
    public TimeSpan DeactivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The least period of a reminder.</summary>
    public TimeSpan MinimumReminderPeriod { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Makes the engine as unkind as a cluster in trouble, for tests. Null in real life.</summary>
    public HostileOptions? Hostile { get; set; }
}
