namespace Moltbot.Policy.Skills.Scanning;

/// <summary>What a person is shown who is to approve a skill: all that it brings and asks for.</summary>
public sealed record SkillReport
{
    /// <summary>The skill's name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for, hidden characters written out.</summary>
    public required string Description { get; init; }

    /// <summary>What it is.</summary>
    public required SkillKind Kind { get; init; }

    /// <summary>The hash over all of its files: what an approval is for.</summary>
    public required string Hash { get; init; }

    /// <summary>Its files.</summary>
    public required IReadOnlyList<SkillReportFile> Files { get; init; }

    /// <summary>What makes it answer; none for one that a model reads.</summary>
    public IReadOnlyList<string> Triggers { get; init; } = [];

    /// <summary>The network hosts that it declares.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>The programs that it declares.</summary>
    public IReadOnlyList<string> Programs { get; init; } = [];

    /// <summary>The secrets and settings that it asks for.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>The tools that it calls by itself.</summary>
    public IReadOnlyList<string> Tools { get; init; } = [];

    /// <summary>What the scanner found, the worst first.</summary>
    public IReadOnlyList<SkillFinding> Findings { get; init; } = [];

    /// <summary>The worst of the findings; null when there is none.</summary>
    public SkillSeverity? Worst => Findings.Count == 0 ? null : Findings.Max(static finding => finding.Severity);
}

/// <summary>A file as reported.</summary>
/// <param name="Path">Within the folder.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Hash">SHA-256, lower-case hexadecimal.</param>
public sealed record SkillReportFile(string Path, int Size, string Hash);
