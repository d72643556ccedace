using Moltbot.Grains.Sessions.Runs;

namespace Moltbot.Grains.Sessions;

internal sealed partial class SessionGrain
{
    private TaskCompletionSource? _arrival = null;

    /// <summary>Takes the turns that the next run answers out of the queue; null when something changed while it waited.</summary>
    private Task<TurnBatch?> NextBatch(CancellationToken stopping)
    {
        // What was cut off goes first: its outcome may already be in the transcript.
        QueuedTurn next = _queue.Turns.FirstOrDefault(turn => turn.ClaimedBy is not null) ?? _queue.First!;
        _queue.Remove(next);
        return Task.FromResult<TurnBatch?>(TurnBatch.Of(next));
    }
}
