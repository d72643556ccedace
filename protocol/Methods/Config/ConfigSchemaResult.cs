using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Config;

/// <summary>Schema of the configuration.</summary>
public sealed record ConfigSchemaResult
{
    /// <summary>JSON Schema.</summary>
    public required RawJson Schema { get; init; }

    /// <summary>Hints by dotted path.</summary>
    public required IReadOnlyDictionary<string, ConfigUiHint> UiHints { get; init; }

    /// <summary>Version of the program.</summary>
    public required string Version { get; init; }

    /// <summary>ISO 8601.</summary>
    public required string GeneratedAt { get; init; }
}
