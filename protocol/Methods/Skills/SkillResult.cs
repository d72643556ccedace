using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Skills;

/// <summary>Result of methods about one skill.</summary>
public sealed record SkillResult
{
    /// <summary>The skill as it is.</summary>
    public required InstalledSkill Skill { get; init; }
}

/// <summary>Result of <c>moltbot.skills.list</c>.</summary>
public sealed record SkillListResult
{
    /// <summary>What is installed, by name.</summary>
    public required IReadOnlyList<InstalledSkill> Skills { get; init; }
}

/// <summary>Result of <c>moltbot.skills.remove</c>.</summary>
public sealed record SkillRemoveResult
{
    /// <summary>Whether there was one.</summary>
    public required bool Removed { get; init; }
}

/// <summary>An installed skill.</summary>
public sealed record InstalledSkill
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public required string Description { get; init; }

    /// <summary>answers or words.</summary>
    public required string Kind { get; init; }

    /// <summary>The hash over its files.</summary>
    public required string Hash { get; init; }

    /// <summary>pending, approved or disabled.</summary>
    public required string Status { get; init; }

    /// <summary>How many findings nobody should approve unseen.</summary>
    public required long Dangers { get; init; }

    /// <summary>Who installed it.</summary>
    public required string InstalledBy { get; init; }

    /// <summary>When, epoch milliseconds.</summary>
    public required long InstalledAt { get; init; }

    /// <summary>Who approved it as it is.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>When, epoch milliseconds.</summary>
    public long? ApprovedAt { get; init; }

    /// <summary>What it brings and asks for, and what was found in it; left out of lists.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public RawJson Report { get; init; }
}
