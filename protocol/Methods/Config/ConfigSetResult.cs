using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Config;

/// <summary>The configuration was replaced.</summary>
public sealed record ConfigSetResult
{
    /// <summary>True.</summary>
    public required bool Ok { get; init; }

    /// <summary>Where it is stored.</summary>
    public required string Path { get; init; }

    /// <summary>Its new value.</summary>
    public required RawJson Config { get; init; }
}
