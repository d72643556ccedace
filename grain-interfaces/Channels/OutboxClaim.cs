namespace Moltbot.GrainInterfaces.Channels;

/// <summary>What may be sent now, and when to ask again.</summary>
[GenerateSerializer, Alias("moltbot.OutboxClaim"), Immutable]
public sealed record OutboxClaim
{
    /// <summary>The pieces, in flight from now on.</summary>
    [Id(0)] public required IReadOnlyList<OutboundItem> Items { get; init; }

    /// <summary>When a piece that waits for its time is due, milliseconds from now, 0 or more; null when none waits for a time.</summary>
    [Id(1)] public long? NextDueMs { get; init; }
}
