namespace Moltbot.GrainInterfaces.Skills;

/// <summary>The approved skills that answer by themselves.</summary>
[GenerateSerializer, Alias("moltbot.ApprovedAnswers"), Immutable]
public sealed record ApprovedAnswers
{
    /// <summary>Grows with each change.</summary>
    [Id(0)] public required long Revision { get; init; }

    /// <summary>The skills, by name.</summary>
    [Id(1)] public IReadOnlyList<ApprovedAnswer> Skills { get; init; } = [];
}

/// <summary>One of them.</summary>
[GenerateSerializer, Alias("moltbot.ApprovedAnswer"), Immutable]
public sealed record ApprovedAnswer
{
    /// <summary>What was approved.</summary>
    [Id(0)] public required string Hash { get; init; }

    /// <summary>Its <c>skill.yaml</c>.</summary>
    [Id(1)] public required string Text { get; init; }
}
