using System.Collections;
using Microsoft.Extensions.Logging;

namespace Orleans.Utilities;

/// <summary>The observers of one grain: who does not renew within the expiration, or fails, is forgotten. Used from one activation
/// only, also while a notification awaits.</summary>
public class ObserverManager<TIdentity, TObserver> : IEnumerable<TObserver>
    where TIdentity : notnull
{
    private readonly ILogger _log;
    private Dictionary<TIdentity, Entry> _entries = [];
    private int _readers;

    /// <summary>Forgets observers after that time.</summary>
    public ObserverManager(TimeSpan expiration, ILogger log)
    {
        ArgumentNullException.ThrowIfNull(log);
        ExpirationDuration = expiration;
        _log = log;
        GetDateTime = static () => TimeProvider.System.GetUtcNow().UtcDateTime;
    }

    /// <summary>The clock, in UTC.</summary>
    public Func<DateTime> GetDateTime { get; set; }

    /// <summary>How long an observer lives without renewal.</summary>
    public TimeSpan ExpirationDuration { get; set; }

    /// <summary>How many observers there are, expired ones included.</summary>
    public int Count => _entries.Count;

    /// <summary>The observers, expired ones included.</summary>
    public IReadOnlyDictionary<TIdentity, TObserver> Observers => _entries.ToDictionary(e => e.Key, e => e.Value.Observer);

    /// <summary>Adds an observer, or renews it.</summary>
    public void Subscribe(TIdentity id, TObserver observer) => Writable()[id] = new(observer, GetDateTime());

    /// <summary>Forgets an observer.</summary>
    public void Unsubscribe(TIdentity id) => Writable().Remove(id);

    /// <summary>Forgets all.</summary>
    public void Clear() => Writable().Clear();

    /// <summary>Notifies one after the other; who fails is forgotten.</summary>
    public async Task Notify(Func<TObserver, Task> notification, Func<TObserver, bool>? predicate = null)
    {
        ArgumentNullException.ThrowIfNull(notification);
        List<TIdentity>? defunct = null;
        var entries = BeginRead();
        try
        {
            var now = GetDateTime();
            foreach (var (id, entry) in entries)
            {
                if (IsExpired(entry, now))
                {
                    (defunct ??= []).Add(id);
                }
                else if (predicate is null || predicate(entry.Observer))
                {
                    try
                    {
                        await notification(entry.Observer);
                    }
                    catch (Exception)
                    {
                        (defunct ??= []).Add(id);
                    }
                }
            }
        }
        finally
        {
            _readers--;
        }

        Forget(defunct);
    }

    /// <summary>Notifies one after the other; who fails is forgotten.</summary>
    public void Notify(Action<TObserver> notification, Func<TObserver, bool>? predicate = null)
    {
        ArgumentNullException.ThrowIfNull(notification);
        List<TIdentity>? defunct = null;
        var entries = BeginRead();
        try
        {
            var now = GetDateTime();
            foreach (var (id, entry) in entries)
            {
                if (IsExpired(entry, now))
                {
                    (defunct ??= []).Add(id);
                }
                else if (predicate is null || predicate(entry.Observer))
                {
                    try
                    {
                        notification(entry.Observer);
                    }
                    catch (Exception)
                    {
                        (defunct ??= []).Add(id);
                    }
                }
            }
        }
        finally
        {
            _readers--;
        }

        Forget(defunct);
    }

    /// <summary>Forgets who has not renewed.</summary>
    public void ClearExpired()
    {
        var now = GetDateTime();
        Forget([.. _entries.Where(e => IsExpired(e.Value, now)).Select(e => e.Key)]);
    }

    /// <inheritdoc/>
    public IEnumerator<TObserver> GetEnumerator() => _entries.Values.Select(e => e.Observer).ToList().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private bool IsExpired(Entry entry, DateTime now) => entry.LastSeen + ExpirationDuration < now;

    private Dictionary<TIdentity, Entry> BeginRead()
    {
        _readers++;
        return _entries;
    }

    /// <summary>A notification that awaits keeps the entries it began with.</summary>
    private Dictionary<TIdentity, Entry> Writable() => _readers > 0 ? _entries = new(_entries) : _entries;

    private void Forget(List<TIdentity>? defunct)
    {
        if (defunct is not { Count: > 0 })
        {
            return;
        }

        var entries = Writable();
        foreach (var id in defunct)
        {
            entries.Remove(id);
        }

        ObserverManagerLog.Forgotten(_log, defunct.Count, entries.Count);
    }

    private readonly record struct Entry(TObserver Observer, DateTime LastSeen);
}
