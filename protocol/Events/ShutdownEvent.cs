using System.Text.Json.Serialization;

namespace Moltbot.Protocol.Events;

/// <summary>The gateway stops.</summary>
public sealed record ShutdownEvent
{
    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Milliseconds until it is back, null when unknown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? RestartExpectedMs { get; init; }
}
