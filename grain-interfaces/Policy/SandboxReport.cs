namespace Moltbot.GrainInterfaces.Policy;

/// <summary>Whether a session is sandboxed, in what, and which key of the configuration says so.</summary>
[GenerateSerializer, Alias("moltbot.SandboxReport"), Immutable]
public sealed record SandboxReport
{
    /// <summary>Whether it is.</summary>
    [Id(0)] public required bool IsSandboxed { get; init; }

    /// <summary>Why, or why not.</summary>
    [Id(1)] public required string Reason { get; init; }

    /// <summary>Names its sandbox; null for none.</summary>
    [Id(2)] public string? SandboxKey { get; init; }

    /// <summary>What counts, key by key.</summary>
    [Id(3)] public required IReadOnlyList<SandboxSettingReport> Settings { get; init; }

    /// <summary>The folders that its programs find.</summary>
    [Id(4)] public required IReadOnlyList<SandboxFolderReport> Sees { get; init; }

    /// <summary>The tools that sandboxed sessions may use.</summary>
    [Id(5)] public required IReadOnlyList<string> Allow { get; init; }

    /// <summary>Those that they may not.</summary>
    [Id(6)] public required IReadOnlyList<string> Deny { get; init; }

    /// <summary>Whether a runner is connected.</summary>
    [Id(7)] public required bool HasRunner { get; init; }
}
