namespace Moltbot.Grains.Sessions.Runs;

/// <summary>The turns that one run answers.</summary>
/// <param name="Turns">In order of acceptance; at least one.</param>
/// <param name="Dropped">Texts that the queue's cap dropped and the prompt sums up.</param>
internal sealed record TurnBatch(IReadOnlyList<QueuedTurn> Turns, IReadOnlyList<string> Dropped)
{
    /// <summary>The turn whose run id, settings and reply target count: the newest, since people answer the last thing said.</summary>
    public QueuedTurn Lead => Turns[^1];

    public IEnumerable<QueuedTurn> Merged => Turns.Take(Turns.Count - 1);

    public static TurnBatch Of(QueuedTurn turn) => new([turn], []);
}
