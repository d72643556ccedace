using System.Globalization;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Sessions.Transcript;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Delivery;
using Moltbot.Policy.Sessions;

namespace Moltbot.Grains.Sessions;

internal sealed partial class SessionGrain
{
    /// <summary>How long a deletion waits for the run (protocol §5.2).</summary>
    private static readonly TimeSpan DeletionPatience = TimeSpan.FromSeconds(15);

    /// <summary>Ids of lines that are remembered: longer than whoever hands one over tries again. Arbitrary.</summary>
    private const int MaxNoted = 100;

    public async Task<SessionEntry> Patch(SessionPatch patch)
    {
        CheckKey(patch.SessionKey);
        ConfigDocument document = await Document();
        SessionSettings before = _ledger.Entry?.Settings ?? new SessionSettings();
        SessionSettings after = SessionPatches.Apply(before, patch, document, AgentId);
        if (after.Label is { } label && label != before.Label
            && !await Peer<ISessionIndexGrain>().ClaimLabel(patch.SessionKey, label))
        {
            throw new SessionRefusedException($"label already in use: {label}");
        }

        await Audit("session.patch", patch.SessionKey, string.Join(',', patch.Changed));
        await _ledger.Write(patch.SessionKey, state => state.Entry = state.Entry! with
        {
            // What changed meanwhile beside this patch stays.
            Settings = SessionPatches.Apply(state.Entry.Settings, patch, document, AgentId),
            SpawnedBy = state.Entry.SpawnedBy ?? patch.SpawnedBy,
            UpdatedAt = Now,
        });
        await Report();
        return _ledger.Entry!;
    }

    public async Task<SessionEntry> Reset(string sessionKey)
    {
        CheckKey(sessionKey);
        await Audit("session.reset", sessionKey, null);
        await Restart(sessionKey, SessionResets.Keep);
        await Report();
        return _ledger.Entry!;
    }

    public async Task<SessionDeletion> Delete(bool deleteTranscript)
    {
        if (_ledger.Entry is null && _queue.IsEmpty && _run is null && _cutOff is null)
        {
            if (_sessionKey is { } key)
            {
                await Peer<ISessionIndexGrain>().Remove(key);
            }

            return new SessionDeletion(false, []);
        }

        _deleting = true;
        try
        {
            await Audit("session.delete", _sessionKey!, deleteTranscript ? "with transcript" : null);
            await AbortAll("rpc");
            if (!await RunsEnded())
            {
                return new SessionDeletion(false, [], StillActive: true);
            }

            SessionEntry? entry = _ledger.Entry;
            string? archive = deleteTranscript && entry is { TranscriptHead: > 0 }
                ? string.Create(CultureInfo.InvariantCulture, $"{entry.SessionId}.deleted.{Now}")
                : null;

            // From the index first: a crash then leaves a session that can be deleted again, not a name in lists with nothing behind it.
            await Peer<ISessionIndexGrain>().Remove(_sessionKey!);
            await _ledger.Remove(archive);
            await EndPrograms(_sessionKey!, entry?.SessionId);
            await EndSubagents(null);
            _lastOutcome = null;
            await Peer<ISessionIndexGrain>().Remove(_sessionKey!);
            await Disallow(_sessionKey!, null);
            return new SessionDeletion(entry is not null, archive is null ? [] : new[] { archive });
        }
        finally
        {
            _deleting = false;
        }
    }

    public async Task<SessionCompaction> Compact(int maxLines)
    {
        if (_ledger.Entry is not { } entry)
        {
            return new SessionCompaction { Compacted = false, Reason = "no sessionId" };
        }

        long held = entry.TranscriptHead - entry.TranscriptStart + 1;
        if (held <= 0)
        {
            return new SessionCompaction { Compacted = false, Reason = "no transcript" };
        }

        int keep = Math.Max(maxLines, 1);
        if (held <= keep)
        {
            return new SessionCompaction { Compacted = false, Kept = (int)held };
        }

        await Audit("session.compact", entry.Key, null);
        string archive = string.Create(CultureInfo.InvariantCulture, $"{entry.SessionId}.compacted.{Now}");
        await _ledger.Compact(entry.Key, entry.TranscriptHead - keep + 1, archive);
        await Report();
        return new SessionCompaction { Compacted = true, Archived = archive, Kept = keep };
    }

    public async Task<string?> Inject(string sessionKeyAsSent, string message, string? label)
    {
        if (_ledger.Entry is not { } entry)
        {
            return null;
        }

        string text = string.IsNullOrEmpty(label) ? message : $"[{label}]\n\n{message}";
        string messageId = Guid.NewGuid().ToString("N")[..8];
        long now = Now;
        await Audit("session.inject", entry.Key, null);
        await _ledger.Append(entry.Key, [TranscriptEntries.Assistant(text, now, null, Injected)], null);
        await Publish(new ChatEvent
        {
            RunId = "inject-" + messageId,
            SessionKey = sessionKeyAsSent,
            CanonicalKey = entry.Key,
            Sequence = 0,
            State = ChatState.Final,
            Text = text,
            StopReason = Injected.StopReason,
            Usage = Injected.Usage,
            Timestamp = now,
        });
        await Report();
        return messageId;
    }

    public async Task Mirror(string sessionKey, string text)
    {
        CheckKey(sessionKey);
        if (MirroredText.Of(text) is not { } kept)
        {
            return;
        }

        await _ledger.Append(sessionKey, [TranscriptEntries.Assistant(kept, Now, null, Mirrored)], null);
        await Report();
    }

    public async Task AddSystemEvent(string sessionKey, string text)
    {
        CheckKey(sessionKey);

        // After a failed write the last line may be one that was never stored: it must not keep its own repetition out.
        string? last = !_ledger.IsDoubtful && _ledger.State.SystemLines is [.., var line] ? line.Text : null;
        if (SystemEvents.LineToKeep(sessionKey, text, last) is not { } kept)
        {
            return;
        }

        await _ledger.Write(sessionKey, state =>
            state.SystemLines = [.. state.SystemLines.Append(new SystemLine(Now, kept)).TakeLast(SystemEvents.MaxKept)]);
        await Report();
    }

    public async Task Note(string sessionKey, string id, string text, string? incarnation = null)
    {
        CheckKey(sessionKey);
        if (incarnation is not null && _ledger.Entry?.Incarnation != incarnation)
        {
            return;
        }

        if (SystemEvents.LineToKeep(sessionKey, text, null) is not { } kept || (!_ledger.IsDoubtful && _ledger.State.Noted.Contains(id, StringComparer.Ordinal)))
        {
            return;
        }

        await _ledger.Write(sessionKey, state =>
        {
            if (!state.Noted.Contains(id, StringComparer.Ordinal))
            {
                state.SystemLines = [.. state.SystemLines.Append(new SystemLine(Now, kept)).TakeLast(SystemEvents.MaxKept)];
                state.Noted = [.. state.Noted.Append(id).TakeLast(MaxNoted)];
            }
        });
        await Report();
    }

    private static readonly AssistantDetails Injected = new() { StopReason = "injected", Usage = new TokenUsage() };

    private static readonly AssistantDetails Mirrored = new() { StopReason = "stop", Provider = "moltbot", Model = "delivery-mirror", Usage = new TokenUsage() };

    /// <summary>Who changed what. Without the record nothing is changed.</summary>
    private Task Audit(string action, string sessionKey, string? what) =>
        Peer<IAuditGrain>().Append(new[] { Auditing.Entry(Now, Principal, action, sessionKey, ("what", what)) });

    /// <summary>
    /// Waits until nothing runs, and nothing that was cut off waits to be taken up again; calls go on meanwhile.
    /// </summary>
    private async Task<bool> RunsEnded()
    {
        if (!_draining)
        {
            return true;
        }

        _arrival?.TrySetResult();
        try
        {
            await _drained.Task.WaitAsync(DeletionPatience, Time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
