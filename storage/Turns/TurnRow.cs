namespace Moltbot.Storage.Turns;

/// <summary>A stored turn.</summary>
public sealed record TurnRow
{
    public required string Tenant { get; init; }

    public required string SessionKey { get; init; }

    public required string RunId { get; init; }

    /// <summary>Order of acceptance; grows, with gaps.</summary>
    public required long Order { get; init; }

    public required TurnStatus Status { get; init; }

    /// <summary>Epoch of the owner that claimed it; 0 while queued.</summary>
    public required long OwnerEpoch { get; init; }

    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>Set when the turn has ended.</summary>
    public ReadOnlyMemory<byte>? Outcome { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why somebody stopped it; null when nobody did.</summary>
    public string? StopReason { get; init; }

    /// <summary>Whether the turn still waits or runs.</summary>
    public bool IsOpen => Status is TurnStatus.Queued or TurnStatus.Running;
}
