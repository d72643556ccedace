namespace Moltbot.GrainInterfaces.Skills;

/// <summary>An installed skill as shown.</summary>
[GenerateSerializer, Alias("moltbot.SkillView"), Immutable]
public sealed record SkillView
{
    /// <summary>Its name.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    [Id(1)] public required string Description { get; init; }

    /// <summary>The hash over all of its files.</summary>
    [Id(2)] public required string Hash { get; init; }

    /// <summary>Whether it counts.</summary>
    [Id(3)] public required SkillStatus Status { get; init; }

    /// <summary>What it says about itself.</summary>
    [Id(4)] public required SkillDeclared Declared { get; init; }

    /// <summary>What it brings and asks for, and what was found in it: JSON.</summary>
    [Id(5)] public required string ReportJson { get; init; }

    /// <summary>How many of the findings nobody should approve unseen.</summary>
    [Id(6)] public int Dangers { get; init; }

    /// <summary>Who installed it.</summary>
    [Id(7)] public required string InstalledBy { get; init; }

    /// <summary>When, epoch milliseconds.</summary>
    [Id(8)] public required long InstalledAt { get; init; }

    /// <summary>Who approved it as it is; null when nobody did.</summary>
    [Id(9)] public string? ApprovedBy { get; init; }

    /// <summary>When, epoch milliseconds.</summary>
    [Id(10)] public long? ApprovedAt { get; init; }
}
