namespace Moltbot.Embedded.Hosting;

/// <summary>What the hostile engine does, each with its probability from 0 to 1. The same seed and the same order of calls give the
/// same choices.</summary>
public sealed class HostileOptions
{
    /// <summary>The seed of the choices.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>A call is put before others that wait for the same activation.</summary>
    public double Reorder { get; set; }

    /// <summary>A call is answered with <see cref="TimeoutException"/>; half of those still run.</summary>
    public double TimeOut { get; set; }

    /// <summary>A call is served by a second activation of the same key, which lives for a while.</summary>
    public double ActivateTwice { get; set; }

    /// <summary>An activation is given up while one of its calls awaits: that call runs on, later ones get a new activation.</summary>
    public double DeactivateAtAwait { get; set; }
}
