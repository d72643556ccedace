using System.Text.Json;
using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Sessions.Runs;
using Moltbot.Policy.Sessions;
using Moltbot.Storage.Sessions;
using Moltbot.Storage.Turns;

namespace Moltbot.Grains.Sessions.Index;

/// <summary>
/// The tenant's sessions for lists. New sessions and claims of labels are stored at once; other changes gather for at most
/// <see cref="FlushInterval"/>, since a session's own row has the truth and every further turn tells it again.
/// </summary>
internal sealed partial class SessionIndexGrain(
    ISessionIndexStore store, ITurnStore turns, TimeProvider time, ILogger<SessionIndexGrain> logger)
    : TenantGrain(time), ISessionIndexGrain
{
    private const int DefaultLimit = 1000;
    private const int MaxLimit = 10_000;

    /// <summary>A century: before that there is no session, and further back no calendar.</summary>
    private const int MaxMinutes = 100 * 366 * 24 * 60;

    internal static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, SessionEntry> _unsaved = new(StringComparer.Ordinal);
    private readonly HashSet<string> _claiming = new(StringComparer.Ordinal);

    /// <summary>Held while the store is written: lists flush beside other calls.</summary>
    private readonly SemaphoreSlim _writing = new(1, 1);
    private IGrainTimer? _flushing;

    public async Task<SessionList> List(SessionQuery query)
    {
        if (IsNobodys(query.AgentId, query.Label, query.SpawnedBy))
        {
            return new SessionList { Sessions = [] };
        }

        await Flush();
        var filter = new SessionFilter
        {
            AgentId = query.AgentId,
            Label = query.Label,
            SpawnedBy = query.SpawnedBy,
            UpdatedSince = query.ActiveMinutes is { } minutes ? Time.GetUtcNow().AddMinutes(-Math.Clamp(minutes, 1, MaxMinutes)) : null,
            ExcludedKeys = Excluded(query),
        };
        int limit = Math.Clamp(query.Limit ?? DefaultLimit, 1, MaxLimit);
        IReadOnlyList<SessionEntry> sessions = string.IsNullOrWhiteSpace(query.Search)
            ? (await store.ListAsync(Tenant, filter, limit)).Select(Decode).ToArray()
            : await Search(filter, query.Search.Trim(), limit);
        return new SessionList { Sessions = sessions, CountByAgent = await Counts(sessions, query.AgentId) };
    }

    public async Task<string?> Resolve(SessionLookup lookup)
    {
        if (IsNobodys(lookup.Key, lookup.SessionId, lookup.Label, lookup.AgentId, lookup.SpawnedBy))
        {
            return null;
        }

        await Flush();
        if (lookup.Key is { } key)
        {
            return Passes(await store.GetAsync(Tenant, key), lookup)?.Key;
        }

        if (lookup.SessionId is { } id)
        {
            return Passes(await store.FindBySessionIdAsync(Tenant, id), lookup)?.Key;
        }

        if (lookup.Label is not { } label)
        {
            return null;
        }

        var filter = new SessionFilter { Label = label, AgentId = lookup.AgentId, SpawnedBy = lookup.SpawnedBy };
        return (await store.ListAsync(Tenant, filter, 1)).FirstOrDefault()?.Key;
    }

    public async Task<RunStatus?> FindRun(string runId) =>
        !IsNobodys(runId) && await turns.FindAsync(Tenant, runId) is { } row ? RunOutcomes.Of(row) : null;

    /// <summary>Whether one of the texts holds the character that no stored text can: nothing is called so (F1).</summary>
    private static bool IsNobodys(params ReadOnlySpan<string?> texts)
    {
        foreach (string? text in texts)
        {
            if (text?.Contains('\0', StringComparison.Ordinal) == true)
            {
                return true;
            }
        }

        return false;
    }

    public async Task Report(SessionEntry entry, bool isNew)
    {
        bool isUrgent = isNew;
        if (!isNew && _unsaved.TryGetValue(entry.Key, out SessionEntry? waiting) && waiting.Revision > entry.Revision)
        {
            return;
        }

        _unsaved[entry.Key] = entry;
        if (isUrgent)
        {
            await Flush();
            return;
        }

        _flushing ??= StartTimer(_ => FlushFromTimer(), FlushInterval, Timeout.InfiniteTimeSpan);
    }

    public async Task<bool> ClaimLabel(string sessionKey, string label)
    {
        await Flush();
        if (!_claiming.Add(label))
        {
            return false;
        }

        try
        {
            var holders = await store.ListAsync(Tenant, new SessionFilter { Label = label }, 2);
            if (holders.Any(row => row.Key != sessionKey))
            {
                return false;
            }

            await Claim(sessionKey, label);
            return true;
        }
        finally
        {
            _claiming.Remove(label);
        }
    }

    public async Task Remove(string sessionKey)
    {
        // A write under way may hold the session: it must not come after.
        await _writing.WaitAsync();
        try
        {
            _unsaved.Remove(sessionKey);
            await store.DeleteAsync(Tenant, sessionKey);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Flush();

    /// <summary>The session writes the label next; until it reports, the claim stands in its index row.</summary>
    private async Task Claim(string sessionKey, string label)
    {
        await _writing.WaitAsync();
        try
        {
            if (await store.GetAsync(Tenant, sessionKey) is { } own)
            {
                await store.UpsertAsync(Tenant, [own with { Label = label, Revision = own.Revision + 1 }]);
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task FlushFromTimer()
    {
        _flushing?.Dispose();
        _flushing = null;
        try
        {
            await Flush();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogNotFlushed(_unsaved.Count, e);
            _flushing ??= StartTimer(_ => FlushFromTimer(), FlushInterval, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task Flush()
    {
        if (_unsaved.Count == 0)
        {
            return;
        }

        await _writing.WaitAsync();
        try
        {
            SessionEntry[] saving = [.. _unsaved.Values];
            await store.UpsertAsync(Tenant, [.. saving.Select(Encode)]);
            foreach (SessionEntry saved in saving)
            {
                if (_unsaved.TryGetValue(saved.Key, out SessionEntry? now) && ReferenceEquals(now, saved))
                {
                    _unsaved.Remove(saved.Key);
                }
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task<IReadOnlyList<SessionEntry>> Search(SessionFilter filter, string text, int limit)
    {
        var found = new List<SessionEntry>();
        await foreach (SessionIndexRow row in store.StreamAsync(Tenant, filter))
        {
            SessionEntry entry = Decode(row);
            if (Has(entry.Key) || Has(entry.Settings.Label) || Has(entry.DisplayName) || Has(entry.Subject))
            {
                found.Add(entry);
                if (found.Count == limit)
                {
                    break;
                }
            }
        }

        return found;

        bool Has(string? field) => field?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;
    }

    private async Task<IReadOnlyDictionary<string, long>> Counts(IReadOnlyList<SessionEntry> sessions, string? agentId)
    {
        var agents = sessions.Select(entry => SessionKeys.AgentIdOf(entry.Key)).Distinct(StringComparer.Ordinal);
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (string agent in agentId is null ? agents : agents.Append(agentId).Distinct(StringComparer.Ordinal))
        {
            counts[agent] = await store.CountAsync(Tenant, agent);
        }

        return counts;
    }

    private static List<string> Excluded(SessionQuery query)
    {
        var excluded = new List<string>(2);
        if (!query.IncludeGlobal)
        {
            excluded.Add(SessionKeys.Global);
        }

        if (!query.IncludeUnknown)
        {
            excluded.Add(SessionKeys.Unknown);
        }

        return excluded;
    }

    private static SessionIndexRow? Passes(SessionIndexRow? row, SessionLookup lookup) =>
        row is null || (lookup.AgentId is { } agent && row.AgentId != agent) || (lookup.SpawnedBy is { } parent && row.SpawnedBy != parent)
            ? null
            : row;

    private static SessionIndexRow Encode(SessionEntry entry) => new()
    {
        Key = entry.Key,
        AgentId = SessionKeys.AgentIdOf(entry.Key),
        SessionId = entry.SessionId,
        UpdatedAt = DateTimeOffset.FromUnixTimeMilliseconds(entry.UpdatedAt),
        Label = entry.Settings.Label,
        SpawnedBy = entry.SpawnedBy,
        Revision = entry.Revision,
        Payload = JsonSerializer.SerializeToUtf8Bytes(entry, SessionJson.Default.SessionEntry),
    };

    private static SessionEntry Decode(SessionIndexRow row) =>
        JsonSerializer.Deserialize(row.Payload.Span, SessionJson.Default.SessionEntry)
        ?? throw new JsonException($"The index row of {row.Key} holds no session.");

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} sessions could not be written to the index; it is tried again")]
    private partial void LogNotFlushed(int count, Exception error);
}
