using Moltbot.GrainInterfaces.Nodes;

namespace Moltbot.Grains.Nodes;

/// <summary>
/// The tool calls under way and those that ended a moment ago. In memory: of one that is forgotten nobody knows what came of it, and
/// that is what its agent is told.
/// </summary>
internal sealed class ToolWaits(TimeProvider time)
{
    /// <summary>How long an end is kept for whoever asks for it. Arbitrary: longer than an answer is under way.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, Wait> _waits = new(StringComparer.Ordinal);

    /// <summary>Begins to wait for a call.</summary>
    /// <param name="invokeId">The call.</param>
    /// <param name="isToldOnce">Whether its end is forgotten as soon as it was told: it is too large to be kept for who might ask again.</param>
    public void Begin(string invokeId, bool isToldOnce) =>
        _waits[invokeId] = new Wait(new TaskCompletionSource<NodeInvokeOutcome>(TaskCreationOptions.RunContinuationsAsynchronously), isToldOnce);

    /// <summary>What a call ends with; null for one that is not known.</summary>
    public Task<NodeInvokeOutcome>? Find(string invokeId) => _waits.GetValueOrDefault(invokeId)?.Outcome.Task;

    /// <summary>Ends a call; false when it is none of these.</summary>
    public bool End(string invokeId, NodeInvokeOutcome outcome)
    {
        if (!_waits.TryGetValue(invokeId, out Wait? wait))
        {
            return false;
        }

        wait.EndedAt = time.GetTimestamp();
        wait.Outcome.TrySetResult(outcome);
        return true;
    }

    /// <summary>Its end was told.</summary>
    public void Told(string invokeId)
    {
        if (_waits.TryGetValue(invokeId, out Wait? wait) && wait.IsToldOnce)
        {
            _waits.Remove(invokeId);
        }
    }

    /// <summary>Forgets what ended long ago.</summary>
    public void Sweep()
    {
        foreach (string invokeId in _waits
            .Where(entry => entry.Value.EndedAt is { } ended && time.GetElapsedTime(ended) > Kept).Select(static entry => entry.Key).ToList())
        {
            _waits.Remove(invokeId);
        }
    }

    private sealed class Wait(TaskCompletionSource<NodeInvokeOutcome> outcome, bool isToldOnce)
    {
        public bool IsToldOnce { get; } = isToldOnce;

        public TaskCompletionSource<NodeInvokeOutcome> Outcome { get; } = outcome;

        public long? EndedAt { get; set; }
    }
}
