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

    /// <summary>The turns that end with the lead's.</summary>
    public IEnumerable<QueuedTurn> Merged => Summarized.Concat(Joined).Concat(Turns.Take(Turns.Count - 1));

    /// <summary>All of them.</summary>
    public IEnumerable<QueuedTurn> All => Summarized.Concat(Joined).Concat(Turns);
}
