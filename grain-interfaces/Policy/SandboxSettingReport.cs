namespace Moltbot.GrainInterfaces.Policy;

/// <summary>What counts of one key of the configuration about sandboxes.</summary>
[GenerateSerializer, Alias("moltbot.SandboxSettingReport"), Immutable]
public sealed record SandboxSettingReport
{
    /// <summary>The key, from <c>sandbox</c> on, or of the lists of tools.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>What counts.</summary>
    [Id(1)] public required string Value { get; init; }

    /// <summary>The key that says so; null where none does.</summary>
    [Id(2)] public string? Key { get; init; }
}
