using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.Grains.Agents.Tools;

/// <summary>As whose a turn keeps cron jobs: beside what every turn is known by, what a job that it makes is bound to.</summary>
/// <param name="Incarnation">Which session of its key it is.</param>
/// <param name="Administers">Whether nobody but operators who may administer is heard in the turn.</param>
internal sealed record JobKeeper(string Incarnation, bool Administers)
{
    /// <summary>The direct chat that the owner wrote from; null for an operator's client.</summary>
    public ReplyTarget? Chat { get; init; }

    /// <summary>The provider of the model that was chosen in place of the agent's; null for none.</summary>
    public string? Provider { get; init; }

    /// <summary>The model that was chosen; null for the agent's.</summary>
    public string? Model { get; init; }
}
