using Moltbot.GrainInterfaces.Skills;

namespace Moltbot.Grains.Skills;

/// <summary>The row of a tenant's skills.</summary>
[GenerateSerializer, Alias("moltbot.SkillsState")]
public sealed record SkillsState
{
    /// <summary>Grows with each change.</summary>
    [Id(0)] public long Revision { get; init; }

    /// <summary>The skills, by name.</summary>
    [Id(1)] public IReadOnlyList<SkillView> Skills { get; init; } = [];
}
