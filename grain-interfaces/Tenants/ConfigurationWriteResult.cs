namespace Moltbot.GrainInterfaces.Tenants;

/// <summary>What became of a <see cref="ConfigurationWrite"/>.</summary>
[GenerateSerializer, Alias("moltbot.ConfigurationWriteResult"), Immutable]
public sealed record ConfigurationWriteResult
{
    /// <summary>Why it was refused; null when it was written.</summary>
    [Id(0)] public string? Error { get; init; }

    /// <summary>The issues behind <c>invalid config</c>.</summary>
    [Id(1)] public IReadOnlyList<ConfigurationIssue> Issues { get; init; } = [];

    /// <summary>The state after the call.</summary>
    [Id(2)] public required ConfigurationState State { get; init; }

    /// <summary>Whether the change only takes effect after a restart of the gateway.</summary>
    [Id(3)] public bool NeedsRestart { get; init; }
}
