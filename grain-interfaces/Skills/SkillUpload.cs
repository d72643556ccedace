namespace Moltbot.GrainInterfaces.Skills;

/// <summary>A file of a skill's folder.</summary>
[GenerateSerializer, Alias("moltbot.SkillUpload"), Immutable]
public sealed record SkillUpload
{
    /// <summary>Its path within the folder, with <c>/</c> between names.</summary>
    [Id(0)] public required string Path { get; init; }

    /// <summary>Its bytes; never changed.</summary>
    [Id(1)] public required byte[] Content { get; init; }
}
