using Moltbot.GrainInterfaces.Skills;

namespace Moltbot.Grains.Skills;

/// <summary>The row of a folder's files.</summary>
[GenerateSerializer, Alias("moltbot.SkillContentState")]
public sealed record SkillContentState
{
    /// <summary>The files.</summary>
    [Id(0)] public IReadOnlyList<SkillUpload> Files { get; init; } = [];
}
