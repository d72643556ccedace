namespace Moltbot.Grains.Sessions.Runs;

/// <summary>The stored turns of one session that wait, in order of acceptance.</summary>
internal sealed class TurnQueue
{
    private readonly LinkedList<QueuedTurn> _turns = [];

    public int Count => _turns.Count;

    public bool IsEmpty => _turns.Count == 0;

    public QueuedTurn? First => _turns.First?.Value;

    public IEnumerable<QueuedTurn> Turns => _turns;

    /// <summary>Adds a turn at its place; false when it is there already.</summary>
    public bool Add(QueuedTurn turn)
    {
        LinkedListNode<QueuedTurn>? after = _turns.Last;
        while (after is not null && after.Value.Order > turn.Order)
        {
            after = after.Previous;
        }

        if (after?.Value.Order == turn.Order)
        {
            return false;
        }

        if (after is null)
        {
            _turns.AddFirst(turn);
        }
        else
        {
            _turns.AddAfter(after, turn);
        }

        return true;
    }

    public QueuedTurn? Find(string runId) => _turns.FirstOrDefault(turn => turn.Request.RunId == runId);

    /// <summary>Puts a turn in the place of another; false when that one is not there.</summary>
    public bool Replace(QueuedTurn old, QueuedTurn turn)
    {
        if (_turns.Find(old) is not { } node)
        {
            return false;
        }

        node.Value = turn;
        return true;
    }

    public bool Remove(QueuedTurn turn) => _turns.Remove(turn);
}
