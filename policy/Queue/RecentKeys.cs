namespace Moltbot.Policy.Queue;

/// <summary>Keys seen lately, so that the same message coming twice counts once. Not for several threads.</summary>
/// <param name="kept">How long a key is remembered after it was last seen; zero = until it is pushed out.</param>
/// <param name="capacity">How many are remembered; the one seen longest ago goes first. Zero = none.</param>
public sealed class RecentKeys(TimeSpan kept, int capacity)
{
    // In order of when they were last seen, the longest ago first.
    private readonly LinkedList<(string Key, DateTimeOffset SeenAt)> _order = new();
    private readonly Dictionary<string, LinkedListNode<(string Key, DateTimeOffset SeenAt)>> _nodes = new(StringComparer.Ordinal);

    /// <summary>How many are remembered.</summary>
    public int Count => _nodes.Count;

    /// <summary>Whether the key was seen lately; from now on it was. A missing key never was.</summary>
    public bool See(string? key, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(key))
        {
            return false;
        }

        var wasSeen = false;
        if (_nodes.Remove(key, out var node))
        {
            wasSeen = kept <= TimeSpan.Zero || now - node.Value.SeenAt < kept;
            _order.Remove(node);
        }

        _nodes[key] = _order.AddLast((key, now));
        Forget(now);
        return wasSeen;
    }

    private void Forget(DateTimeOffset now)
    {
        while (_order.First is { } oldest && (_nodes.Count > capacity || (kept > TimeSpan.Zero && now - oldest.Value.SeenAt > kept)))
        {
            _order.RemoveFirst();
            _nodes.Remove(oldest.Value.Key);
        }
    }
}
