namespace Moltbot.GrainInterfaces.Policy;

/// <summary>Whether a tool may be used.</summary>
[GenerateSerializer, Alias("moltbot.ToolPermission"), Immutable]
public sealed record ToolPermission
{
    /// <summary>The tool, as it was asked for.</summary>
    [Id(0)] public required string Tool { get; init; }

    /// <summary>Whether it may.</summary>
    [Id(1)] public required bool Allowed { get; init; }

    /// <summary>The layer that refuses it, as <see cref="PolicyLine.Rule"/> writes it; null for none and for what is no tool's name.</summary>
    [Id(2)] public string? RefusedBy { get; init; }
}
