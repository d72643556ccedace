using Moltbot.Models.Failover;

namespace Moltbot.Grains.Agents;

/// <summary>Whom a run asks: at least one target, or why there is none.</summary>
/// <param name="Targets">The model chosen, then its fallbacks.</param>
/// <param name="Missing">What a person has to set; null when there is a target.</param>
internal sealed record ModelTargets(IReadOnlyList<ModelTarget> Targets, string? Missing)
{
    /// <summary>The model that is asked first.</summary>
    public ModelTarget First => Targets[0];
}
