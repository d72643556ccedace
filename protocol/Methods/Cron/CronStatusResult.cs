using System.Text.Json.Serialization;

namespace Moltbot.Protocol.Methods.Cron;

/// <summary>Result of <c>cron.status</c>.</summary>
public sealed record CronStatusResult
{
    /// <summary>Whether jobs run by themselves.</summary>
    public required bool Enabled { get; init; }

    /// <summary>Where jobs are kept.</summary>
    public required string StorePath { get; init; }

    /// <summary>How many there are.</summary>
    public required long Jobs { get; init; }

    /// <summary>When the next one is due, epoch milliseconds; null for never.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required long? NextWakeAtMs { get; init; }
}
