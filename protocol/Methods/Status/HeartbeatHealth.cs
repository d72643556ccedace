using System.Text.Json.Serialization;

namespace Moltbot.Protocol.Methods.Status;

/// <summary>Heartbeat settings of an agent in force.</summary>
public sealed record HeartbeatHealth
{
    /// <summary>Whether it beats.</summary>
    public required bool Enabled { get; init; }

    /// <summary>Interval as configured, such as <c>30m</c>.</summary>
    public required string Every { get; init; }

    /// <summary>Interval in milliseconds, null when off.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? EveryMs { get; init; }

    /// <summary>The prompt.</summary>
    public required string Prompt { get; init; }

    /// <summary>Where results go.</summary>
    public required string Target { get; init; }

    /// <summary>Model used.</summary>
    public string? Model { get; init; }

    /// <summary>Longest acknowledgement that is swallowed.</summary>
    public required long AckMaxChars { get; init; }
}
