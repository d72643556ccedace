namespace Moltbot.Protocol.Methods.Skills;

/// <summary>Result of <c>skills.status</c>.</summary>
public sealed record SkillsStatusResult
{
    /// <summary>Where the agent works.</summary>
    public required string WorkspaceDir { get; init; }

    /// <summary>Where skills are kept.</summary>
    public required string ManagedSkillsDir { get; init; }

    /// <summary>The skills.</summary>
    public required IReadOnlyList<SkillsStatusLine> Skills { get; init; }
}

/// <summary>A skill in <c>skills.status</c>.</summary>
public sealed record SkillsStatusLine
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public required string Description { get; init; }

    /// <summary>Where it came from.</summary>
    public required string Source { get; init; }

    /// <summary>Its file.</summary>
    public required string FilePath { get; init; }

    /// <summary>Its folder.</summary>
    public required string BaseDir { get; init; }

    /// <summary>Its key under <c>skills.entries</c>.</summary>
    public required string SkillKey { get; init; }

    /// <summary>A sign for lists.</summary>
    public string? Emoji { get; init; }

    /// <summary>Where it comes from.</summary>
    public string? Homepage { get; init; }

    /// <summary>The variable that its key is for.</summary>
    public string? PrimaryEnv { get; init; }

    /// <summary>Whether nothing that it requires has to be there.</summary>
    public required bool Always { get; init; }

    /// <summary>Whether it is switched off.</summary>
    public required bool Disabled { get; init; }

    /// <summary>Whether <c>skills.allowBundled</c> keeps it out.</summary>
    public required bool BlockedByAllowlist { get; init; }

    /// <summary>Whether it is approved and has all that it requires.</summary>
    public required bool Eligible { get; init; }

    /// <summary>Ours: pending, approved or disabled.</summary>
    public required string Review { get; init; }

    /// <summary>What it requires.</summary>
    public required SkillsNeeds Requirements { get; init; }

    /// <summary>What of that is not there.</summary>
    public required SkillsNeeds Missing { get; init; }

    /// <summary>The paths of the configuration that it requires.</summary>
    public required IReadOnlyList<SkillsConfigCheck> ConfigChecks { get; init; }

    /// <summary>How what it requires may be had.</summary>
    public required IReadOnlyList<SkillsWay> Install { get; init; }
}

/// <summary>What a skill requires, or lacks.</summary>
public sealed record SkillsNeeds
{
    /// <summary>Programs, all of them.</summary>
    public required IReadOnlyList<string> Bins { get; init; }

    /// <summary>Programs of which one is enough.</summary>
    public required IReadOnlyList<string> AnyBins { get; init; }

    /// <summary>Variables.</summary>
    public required IReadOnlyList<string> Env { get; init; }

    /// <summary>Paths of the configuration.</summary>
    public required IReadOnlyList<string> Config { get; init; }

    /// <summary>Systems.</summary>
    public required IReadOnlyList<string> Os { get; init; }
}

/// <summary>A path of the configuration that a skill requires.</summary>
public sealed record SkillsConfigCheck
{
    /// <summary>The path.</summary>
    public required string Path { get; init; }

    /// <summary>Whether it is set to something. What it is set to is not told: it may be a secret.</summary>
    public required bool Satisfied { get; init; }
}

/// <summary>A way to get what a skill requires.</summary>
public sealed record SkillsWay
{
    /// <summary>Its id within the skill.</summary>
    public required string Id { get; init; }

    /// <summary>brew, node, go, uv or download.</summary>
    public required string Kind { get; init; }

    /// <summary>For a person.</summary>
    public required string Label { get; init; }

    /// <summary>Programs that it brings.</summary>
    public required IReadOnlyList<string> Bins { get; init; }
}
