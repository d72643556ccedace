namespace Moltbot.Storage.Turns;

/// <summary>How a turn ended.</summary>
public sealed record TurnCompletion
{
    public required string Tenant { get; init; }

    public required string RunId { get; init; }

    /// <summary>Epoch of the owner that ends it; a turn claimed under a higher one is left alone.</summary>
    public required long OwnerEpoch { get; init; }

    /// <summary>A final status.</summary>
    public required TurnStatus Status { get; init; }

    public required ReadOnlyMemory<byte> Outcome { get; init; }

    /// <summary>Unset keeps the time of the claim.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    public required DateTimeOffset EndedAt { get; init; }
}
