namespace Moltbot.GrainInterfaces.Approvals;

/// <summary>What becomes of a run, and why.</summary>
[GenerateSerializer, Alias("moltbot.ExecVerdict"), Immutable]
public sealed record ExecVerdict
{
    [Id(0)] public required ExecVerdictOutcome Outcome { get; init; }

    /// <summary>Why not, for the model; null unless refused.</summary>
    [Id(1)] public string? Reason { get; init; }

    /// <summary>Names exactly what runs; the runner holds what it is about to start beside it.</summary>
    [Id(2)] public required string Hash { get; init; }

    /// <summary>What is started, as a person reads it.</summary>
    [Id(3)] public required string Text { get; init; }

    /// <summary>What may run, as all settings together say.</summary>
    [Id(4)] public required string Security { get; init; }

    /// <summary>When a person is asked, as all settings together say.</summary>
    [Id(5)] public required string Ask { get; init; }

    /// <summary>Whether it runs when nobody answers.</summary>
    [Id(6)] public bool RunsUnanswered { get; init; }

    /// <summary>Whether it may be remembered for the conversation.</summary>
    [Id(7)] public bool OffersSession { get; init; }

    /// <summary>The paths that "allow always" adds; empty when it may not.</summary>
    [Id(8)] public IReadOnlyList<string> Remember { get; init; } = [];

    /// <summary>What a plain "allow" stands for before it is narrowed, a word of protocol §5.6 or <c>allow-session</c>; null for <c>allow-once</c>.</summary>
    [Id(9)] public string? Plain { get; init; }

    /// <summary>What the command's programs and scripts were found to be, as a person reads it: paths, and where links led in brackets.</summary>
    [Id(10)] public IReadOnlyList<string> Programs { get; init; } = [];

    /// <summary>What is started, now or by the grant; empty for what is refused.</summary>
    [Id(11)] public IReadOnlyList<ExecStep> Steps { get; init; } = [];
}
