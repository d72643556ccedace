using Moltbot.GrainInterfaces.Sessions;

namespace Moltbot.Grains.Sessions.Runs;

/// <summary>A stored turn that waits.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Order">Its place in the order of acceptance.</param>
/// <param name="ArrivedAt">When this activation learnt of it, epoch milliseconds.</param>
/// <param name="Waited">Whether the session was busy when it came.</param>
internal sealed record QueuedTurn(TurnRequest Request, long Order, long ArrivedAt, bool Waited)
{
    /// <summary>The epoch of the activation that claimed it before; null when it was never claimed.</summary>
    public long? ClaimedBy { get; init; }

    /// <summary>The epoch under which this activation stored it as running already; null when it stored it as waiting, or did not store it.</summary>
    public long? StoredUnder { get; init; }

    /// <summary>Why it was stopped before this activation learnt of it; null when it was not.</summary>
    public string? StopReason { get; init; }
}
