namespace Moltbot.GrainInterfaces.Skills;

/// <summary>What came of a wish to change a skill.</summary>
[GenerateSerializer, Alias("moltbot.SkillChange"), Immutable]
public sealed record SkillChange
{
    /// <summary>The skill as it is; null when nothing was changed.</summary>
    [Id(0)] public SkillView? Skill { get; init; }

    /// <summary>Why nothing was changed, for the person who asked; null when it was.</summary>
    [Id(1)] public string? Refusal { get; init; }
}
