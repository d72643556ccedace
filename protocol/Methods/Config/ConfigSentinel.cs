using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Config;

/// <summary>What is told after a restart.</summary>
public sealed record ConfigSentinel
{
    /// <summary>Where it is stored.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Path { get; init; }

    /// <summary>The note.</summary>
    public required RawJson Payload { get; init; }
}
