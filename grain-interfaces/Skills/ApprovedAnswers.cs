namespace Moltbot.GrainInterfaces.Skills;

/// <summary>The approved skills: those that answer by themselves, and those that models are told of.</summary>
[GenerateSerializer, Alias("moltbot.ApprovedAnswers"), Immutable]
public sealed record ApprovedAnswers
{
    /// <summary>Grows with each change.</summary>
    [Id(0)] public required long Revision { get; init; }

    /// <summary>The skills, by name.</summary>
    [Id(1)] public IReadOnlyList<ApprovedAnswer> Skills { get; init; } = [];

    /// <summary>The skills that models are told of, by name; without those that say that no model is (<c>disable-model-invocation</c>).</summary>
    [Id(2)] public IReadOnlyList<ApprovedWords> Words { get; init; } = [];
}

/// <summary>A skill that models are told of.</summary>
[GenerateSerializer, Alias("moltbot.ApprovedWords"), Immutable]
public sealed record ApprovedWords
{
    /// <summary>What was approved.</summary>
    [Id(0)] public required string Hash { get; init; }

    /// <summary>Its name.</summary>
    [Id(1)] public required string Name { get; init; }

    /// <summary>When a model should read it, as it says itself.</summary>
    [Id(2)] public required string Description { get; init; }

    /// <summary>What it says about itself beside that.</summary>
    [Id(3)] public required SkillDeclared Declared { get; init; }
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
