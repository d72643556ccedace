namespace Moltbot.GrainInterfaces.Tenants;

/// <summary>A tenant's configuration as it may be shown: every secret is masked (protocol §5.7, <c>config.get</c>).</summary>
[GenerateSerializer, Alias("moltbot.ConfigurationView"), Immutable]
public sealed record ConfigurationView
{
    [Id(0)] public required string Path { get; init; }

    [Id(1)] public required bool Exists { get; init; }

    /// <summary>The text; null when nothing is stored.</summary>
    [Id(2)] public required string? Raw { get; init; }

    /// <summary>The text parsed, JSON.</summary>
    [Id(3)] public required string ParsedJson { get; init; }

    [Id(4)] public required bool Valid { get; init; }

    /// <summary>The document with defaults, JSON; <c>{}</c> when invalid.</summary>
    [Id(5)] public required string ConfigJson { get; init; }

    /// <summary>SHA-256 of the stored text, which writers present.</summary>
    [Id(6)] public required string Hash { get; init; }

    [Id(7)] public required IReadOnlyList<ConfigurationIssue> Issues { get; init; }

    [Id(8)] public required IReadOnlyList<ConfigurationIssue> Warnings { get; init; }

    [Id(9)] public required IReadOnlyList<ConfigurationIssue> LegacyIssues { get; init; }
}
