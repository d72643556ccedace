namespace Moltbot.GrainInterfaces.Tenants;

/// <summary>One version of a tenant's configuration.</summary>
[GenerateSerializer, Alias("moltbot.ConfigurationState"), Immutable]
public sealed record ConfigurationState
{
    /// <summary>Counts up with every change in effect; from 1.</summary>
    [Id(0)] public required long Version { get; init; }

    /// <summary>Where an operator finds the document: a file, or <c>tenant:&lt;id&gt;</c>.</summary>
    [Id(1)] public required string Path { get; init; }

    /// <summary>Whether a document was stored; without one the defaults hold.</summary>
    [Id(2)] public required bool Exists { get; init; }

    /// <summary>The text as stored now, even when it is invalid and <see cref="Effective"/> is an older one.</summary>
    [Id(3)] public required string Raw { get; init; }

    /// <summary>SHA-256 of <see cref="Raw"/>, lower-case hex.</summary>
    [Id(4)] public required string Hash { get; init; }

    /// <summary>The configuration in force, as JSON after includes, variables, validation and defaults. Holds secrets.</summary>
    [Id(5)] public required string Effective { get; init; }

    /// <summary>Whether <see cref="Raw"/> is what is in force.</summary>
    [Id(6)] public required bool Valid { get; init; }

    /// <summary>What is wrong with <see cref="Raw"/>.</summary>
    [Id(7)] public IReadOnlyList<ConfigurationIssue> Issues { get; init; } = [];
}
