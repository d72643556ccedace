namespace Moltbot.GrainInterfaces.Heartbeats;

/// <summary>What came of a heartbeat.</summary>
[GenerateSerializer, Alias("moltbot.HeartbeatReport"), Immutable]
public sealed record HeartbeatReport
{
    /// <summary>When it ended, epoch milliseconds.</summary>
    [Id(0)] public required long At { get; init; }

    /// <summary><c>sent</c>, <c>ok-empty</c>, <c>ok-token</c>, <c>skipped</c> or <c>failed</c>.</summary>
    [Id(1)] public required string Status { get; init; }

    /// <summary>Why there was none, why it failed, or why its alert was kept back.</summary>
    [Id(2)] public string? Reason { get; init; }

    /// <summary>The channel that its answer was for; null for none.</summary>
    [Id(3)] public string? Channel { get; init; }

    /// <summary>The account there.</summary>
    [Id(4)] public string? Account { get; init; }

    /// <summary>The chat, where something went to it.</summary>
    [Id(5)] public string? To { get; init; }

    /// <summary>The beginning of an alert.</summary>
    [Id(6)] public string? Preview { get; init; }

    /// <summary>What it took, milliseconds; null when none ran.</summary>
    [Id(7)] public long? DurationMs { get; init; }

    /// <summary>Whether an all is well was told to nobody.</summary>
    [Id(8)] public bool IsSilent { get; init; }

    /// <summary>Whether clients show it.</summary>
    [Id(9)] public bool IsIndicated { get; init; }
}
