using Moltbot.GrainInterfaces.Sessions;

namespace Moltbot.Grains.Sessions.Runs;

/// <summary>The turns that one run answers.</summary>
/// <param name="Turns">In order of acceptance; at least one.</param>
/// <param name="Summarized">Turns beyond the queue's cap, which the prompt holds one line of.</param>
internal sealed record TurnBatch(IReadOnlyList<QueuedTurn> Turns, IReadOnlyList<QueuedTurn> Summarized)
{
    /// <summary>The turn whose run id, settings and reply target count: the newest, since people answer the last thing said.</summary>
    public QueuedTurn Lead => Turns[^1];

    /// <summary>Earlier turns whose texts the lead's holds: one person's messages in quick succession.</summary>
    public IReadOnlyList<QueuedTurn> Joined { get; init; } = [];

    /// <summary>Whether all are known that the run began with; of others nobody knows who said them.</summary>
    public bool IsWhole { get; init; } = true;

    /// <summary>The turns that end with the lead's.</summary>
    public IEnumerable<QueuedTurn> Merged => Summarized.Concat(Joined).Concat(Turns.Take(Turns.Count - 1));

    /// <summary>All of them.</summary>
    public IEnumerable<QueuedTurn> All => Summarized.Concat(Joined).Concat(Turns);

    /// <summary>Whether something holds for all who are heard.</summary>
    public bool HoldsForAll(Func<TurnRequest, bool> isSo) => IsWhole && All.All(turn => isSo(turn.Request));
}
