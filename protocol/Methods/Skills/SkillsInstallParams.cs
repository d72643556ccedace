using System.Text.Json.Serialization;

namespace Moltbot.Protocol.Methods.Skills;

/// <summary>Params of <c>skills.install</c>: a way to get what a skill requires.</summary>
public sealed record SkillsInstallParams
{
    /// <summary>The skill.</summary>
    public required string Name { get; init; }

    /// <summary>The way's id within it.</summary>
    public required string InstallId { get; init; }

    /// <summary>How long it may take, milliseconds.</summary>
    public long? TimeoutMs { get; init; }
}

/// <summary>Result of <c>skills.install</c>.</summary>
public sealed record SkillsInstallResult
{
    /// <summary>Whether something was installed.</summary>
    public required bool Ok { get; init; }

    /// <summary>For a person.</summary>
    public required string Message { get; init; }

    /// <summary>What an installer wrote.</summary>
    public required string Stdout { get; init; }

    /// <summary>What an installer complained about.</summary>
    public required string Stderr { get; init; }

    /// <summary>What an installer ended with; null when none ran.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required int? Code { get; init; }
}
