namespace Moltbot.Storage.Tasks;

/// <summary>A stored task.</summary>
public sealed record TaskRow
{
    public required string Id { get; init; }

    /// <summary>Order of acceptance; grows, with gaps.</summary>
    public required long Order { get; init; }

    public string? UniqueKey { get; init; }

    public required TaskState State { get; init; }

    public required int Priority { get; init; }

    /// <summary>How often it was taken since it was stored or requeued.</summary>
    public required int Attempts { get; init; }

    public required int MaxAttempts { get; init; }

    /// <summary>How often it was taken at all: the token of who took it last.</summary>
    public required long Fence { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Set while it is delayed.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Set while it runs: from then on the attempt may be given up.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>When it was taken last.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it became done, dead or cancelled.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>What came of the last attempt that ended.</summary>
    public ReadOnlyMemory<byte>? Outcome { get; init; }
}
