namespace Moltbot.Policy.Skills;

/// <summary>What a skill requires.</summary>
public sealed record SkillRequirements
{
    /// <summary>Nothing.</summary>
    public static SkillRequirements None { get; } = new();

    /// <summary>Programs, all of them.</summary>
    public IReadOnlyList<string> Bins { get; init; } = [];

    /// <summary>Programs of which one is enough.</summary>
    public IReadOnlyList<string> AnyBins { get; init; } = [];

    /// <summary>Variables with secrets or settings.</summary>
    public IReadOnlyList<string> Env { get; init; } = [];

    /// <summary>Paths of the configuration that must be set, such as <c>channels.telegram</c>.</summary>
    public IReadOnlyList<string> Config { get; init; } = [];
}
