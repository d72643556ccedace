using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Config;

/// <summary>The configuration was changed.</summary>
public sealed record ConfigApplyResult
{
    /// <summary>True.</summary>
    public required bool Ok { get; init; }

    /// <summary>Where it is stored.</summary>
    public required string Path { get; init; }

    /// <summary>Its new value.</summary>
    public required RawJson Config { get; init; }

    /// <summary>The restart that follows, if any.</summary>
    public required ConfigRestart Restart { get; init; }

    /// <summary>What is told after the restart.</summary>
    public ConfigSentinel? Sentinel { get; init; }
}
