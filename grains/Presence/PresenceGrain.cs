using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Presence;

namespace Moltbot.Grains.Presence;

/// <summary>Presence in memory: what nobody renews for five minutes is gone, at most 200 entries are kept (protocol §2.6).</summary>
internal sealed class PresenceGrain(TimeProvider time) : TenantGrain(time), IPresenceGrain
{
    private const int MaxEntries = 200;
    private const string GatewayMode = "gateway";
    private static readonly TimeSpan EntryLife = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How often everybody is told the whole list at most: a thousand clients that leave at once would tell a thousand others each
    /// time. Arbitrary: short for a person who looks at the list.
    /// </summary>
    internal static readonly TimeSpan TellEvery = TimeSpan.FromMilliseconds(300);

    private readonly Dictionary<string, PresenceEntry> _entries = new(StringComparer.Ordinal);
    private long _version = 1;
    private PresenceSnapshot? _snapshot;
    private long? _toldAt;
    private IGrainTimer? _telling;

    public Task<PresenceSnapshot> Renew(IReadOnlyList<PresenceEntry> entries)
    {
        bool changed = Sweep();
        foreach (PresenceEntry entry in entries)
        {
            changed |= !_entries.TryGetValue(entry.Key, out PresenceEntry? known) || known with { Timestamp = entry.Timestamp } != entry;
            _entries[entry.Key] = entry;
        }

        Changed(changed, timesOnly: !changed);
        return Task.FromResult(Snapshot());
    }

    public async Task Leave(string key)
    {
        if (_entries.TryGetValue(key, out PresenceEntry? entry))
        {
            _entries[key] = entry with { Reason = "disconnect", Timestamp = Now };
            await Tell();
        }
    }

    public async Task<string?> Update(PresenceEntry entry, bool isNodeLine)
    {
        _entries.TryGetValue(entry.Key, out PresenceEntry? known);
        _entries[entry.Key] = entry;
        await Tell();
        return isNodeLine ? PresenceLine.Of(known, entry) : null;
    }

    public Task<PresenceSnapshot> List()
    {
        Changed(Sweep(), timesOnly: false);
        return Task.FromResult(Snapshot());
    }

    private Task Tell()
    {
        Sweep();
        Changed(true, timesOnly: false);
        if (_telling is not null)
        {
            return Task.CompletedTask;
        }

        if (_toldAt is { } told && Time.GetElapsedTime(told) is var since && since < TellEvery)
        {
            _telling = StartTimer(_ => TellNow(), TellEvery - since, Timeout.InfiniteTimeSpan, keepAlive: true);
            return Task.CompletedTask;
        }

        return TellNow();
    }

    private Task TellNow()
    {
        _telling?.Dispose();
        _telling = null;
        _toldAt = Time.GetTimestamp();
        return Peer<ITenantEventsGrain>().Publish(new PresenceChangedEvent { Presence = Snapshot() });
    }

    private void Changed(bool changed, bool timesOnly)
    {
        if (changed)
        {
            _version++;
        }

        if (changed || timesOnly)
        {
            _snapshot = null;
        }
    }

    private PresenceSnapshot Snapshot() => _snapshot ??= new PresenceSnapshot(
        _version,
        [.. _entries.Values.OrderBy(static entry => entry.Mode != GatewayMode).ThenByDescending(static entry => entry.Timestamp)]);

    private bool Sweep()
    {
        long oldest = Now - (long)EntryLife.TotalMilliseconds;
        List<string> gone = [.. _entries.Where(entry => entry.Value.Timestamp < oldest).Select(static entry => entry.Key)];
        if (_entries.Count - gone.Count > MaxEntries)
        {
            gone.AddRange(_entries.Values
                .Where(static entry => entry.Mode != GatewayMode)
                .OrderByDescending(static entry => entry.Timestamp)
                .Skip(MaxEntries)
                .Select(static entry => entry.Key));
        }

        gone.ForEach(key => _entries.Remove(key));
        return gone.Count > 0;
    }
}
