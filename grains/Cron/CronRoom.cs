namespace Moltbot.Grains.Cron;

/// <summary>
/// Which jobs of a tenant run, and which wait until others have ended, in the order in which they came. Kept in memory: what it forgets, the
/// jobs know.
/// </summary>
internal sealed class CronRoom
{
    private readonly Dictionary<string, long> _inside = new(StringComparer.Ordinal);
    private readonly List<string> _waiting = [];
    private int _most = 1;

    /// <summary>Lets a job run that is known to.</summary>
    public void Put(string id, long now) => _inside.TryAdd(id, now);

    /// <summary>Whether the job may run; otherwise it waits.</summary>
    public bool Enter(string id, int most, long now)
    {
        _most = most;
        if (!_inside.ContainsKey(id) && _inside.Count >= most)
        {
            if (!_waiting.Contains(id))
            {
                _waiting.Add(id);
            }

            return false;
        }

        _waiting.Remove(id);
        _inside.TryAdd(id, now);
        return true;
    }

    /// <summary>Takes a job out; those that may run in its place, for each of which the place is kept.</summary>
    public IReadOnlyList<string> Leave(string id, long now)
    {
        _inside.Remove(id);
        _waiting.Remove(id);
        var next = new List<string>();
        while (_waiting is [var first, ..] && _inside.Count < _most)
        {
            _waiting.RemoveAt(0);
            _inside[first] = now;
            next.Add(first);
        }

        return next;
    }

    /// <summary>Those that were let run before a moment.</summary>
    public IReadOnlyList<string> InsideSince(long moment) => [.. _inside.Where(each => each.Value <= moment).Select(static each => each.Key)];
}
