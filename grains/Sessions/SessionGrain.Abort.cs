using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Sessions.Runs;
using Moltbot.Storage.Turns;

namespace Moltbot.Grains.Sessions;

internal sealed partial class SessionGrain
{
    public async Task<AbortReceipt> Abort(string? runId, string stopReason) =>
        await WithSubagents(runId is null ? await AbortAll(stopReason) : await AbortOne(runId, stopReason), runId);

    private async Task<AbortReceipt> AbortOne(string runId, string stopReason)
    {
        if (_run is { } run && run.Includes(runId))
        {
            return await AbortRun(run, stopReason) ? new AbortReceipt(true, new[] { runId }) : new AbortReceipt(false, []);
        }

        if (Begun(runId) is { Count: > 0 } begun)
        {
            return await AbortBegun(begun, stopReason) ? new AbortReceipt(true, new[] { runId }) : new AbortReceipt(false, []);
        }

        if ((_queue.Find(runId) ?? _summarized.Concat(_withdrawn).FirstOrDefault(turn => turn.Request.RunId == runId)) is { } queued)
        {
            SetAside(queued);
            await EndQueued(queued, stopReason);
            return new AbortReceipt(true, new[] { runId });
        }

        TurnRow? elsewhere = await _services.Turns.FindAsync(Tenant, runId);
        return new AbortReceipt(false, [], Mismatch: elsewhere is not null && elsewhere.SessionKey != _sessionKey);
    }

    /// <summary>Ends everything that was accepted before a turn.</summary>
    private async Task<AbortReceipt> AbortAll(string stopReason, long before = long.MaxValue)
    {
        var ended = new List<string>();
        bool IsEarlier(QueuedTurn turn) => turn.Order < before;
        QueuedTurn[] begun = [.. (_cutOff?.Turns ?? []).Where(IsEarlier), .. _queue.Turns.Where(turn => turn.ClaimedBy is not null && IsEarlier(turn))];
        QueuedTurn[] waiting = [.. _withdrawn.Where(IsEarlier), .. _summarized.Where(IsEarlier), .. _queue.Turns.Where(IsEarlier).Except(begun)];
        foreach (QueuedTurn turn in waiting)
        {
            SetAside(turn);
        }

        if (_run is { } run && IsEarlier(run.Batch.Lead) && await AbortRun(run, stopReason))
        {
            ended.Add(run.RunId);
        }

        if (begun.Length > 0 && await AbortBegun(begun, stopReason))
        {
            ended.AddRange(begun.Select(static turn => turn.Request.RunId));
        }

        foreach (QueuedTurn queued in waiting)
        {
            await EndQueued(queued, stopReason);
            ended.Add(queued.Request.RunId);
        }

        return new AbortReceipt(ended.Count > 0, ended);
    }

    /// <summary>
    /// Ends the run in progress. From <see cref="ActiveRun.TryAbort"/> on nothing but a cut-off is committed for it; once this returns,
    /// no activation that takes it up after a crash answers it either. Clients are told at once, the run itself ends when the model
    /// lets go of it.
    /// </summary>
    private async Task<bool> AbortRun(ActiveRun run, string stopReason)
    {
        if (!run.TryAbort(stopReason))
        {
            return false;
        }

        await run.Cancel();
        foreach (QueuedTurn turn in run.Batch.All)
        {
            if (!await _services.Turns.StopAsync(Tenant, turn.Request.RunId, _ledger.State.Epoch, stopReason) && !run.IsDecided)
            {
                // Still open here and not ours there: whoever took the session over runs it.
                throw Lost();
            }
        }

        if (_run is { } again && again != run && again.Includes(run.RunId))
        {
            // Its outcome could not be written, and it was begun anew before the note was there to be read.
            return await AbortRun(again, stopReason);
        }

        await new RunEvents(run, Publish, Time).Aborted(stopReason);
        return true;
    }

    /// <summary>The turns of a run that was begun, cut off and will be taken up again, if this is one of them.</summary>
    private IReadOnlyList<QueuedTurn> Begun(string runId) =>
        _cutOff?.All.Any(turn => turn.Request.RunId == runId) == true
            ? [.. _cutOff.All]
            : _queue.Find(runId) is { ClaimedBy: not null } claimed ? [claimed] : [];

    /// <summary>
    /// Ends a run between two attempts. Its outcome may be stored though that could not be told, so what is stored decides; else the
    /// abort is noted there, and the next attempt, which begins at once, ends it.
    /// </summary>
    private async Task<bool> AbortBegun(IReadOnlyList<QueuedTurn> turns, string stopReason)
    {
        string lead = turns[^1].Request.RunId;
        await _ledger.Own(_sessionKey!);
        if (_ledger.State.Answered is { } answered && answered.RunIds.Contains(lead, StringComparer.Ordinal))
        {
            return false;
        }

        foreach (QueuedTurn turn in turns)
        {
            await _services.Turns.StopAsync(Tenant, turn.Request.RunId, _ledger.State.Epoch, stopReason);
        }

        if (_run is { } again && again.Includes(lead))
        {
            // The next attempt was faster than the note.
            return await AbortRun(again, stopReason);
        }

        foreach (QueuedTurn turn in _queue.Turns.Where(waiting => waiting is { ClaimedBy: null, StopReason: null } && turns.Any(turn => turn.Order == waiting.Order)).ToList())
        {
            // Found again before it was noted, and not begun: nobody would read the note.
            SetAside(turn);
            await EndQueued(turn, stopReason);
        }

        _arrival?.TrySetResult();
        return true;
    }

    /// <summary>Ends a turn that waited, and tells.</summary>
    private async Task EndQueued(QueuedTurn turn, string stopReason)
    {
        RunStatus outcome = await EndUnrun(turn.Request, RunState.Aborted, TurnStatus.Aborted);
        _withdrawn.Remove(turn);
        await Publish(new ChatEvent
        {
            RunId = outcome.RunId,
            SessionKey = turn.Request.SessionKeyAsSent,
            CanonicalKey = turn.Request.SessionKey,
            Sequence = 1,
            State = ChatState.Aborted,
            StopReason = stopReason,
            Timestamp = outcome.EndedAt!.Value,
        });
        await Publish(new RunCompletedEvent { Run = outcome });
    }

    /// <summary>Stores the end of a turn that never ran.</summary>
    private async Task<RunStatus> EndUnrun(TurnRequest request, RunState state, TurnStatus status)
    {
        long now = Now;
        var outcome = new RunStatus
        {
            RunId = request.RunId,
            SessionKey = request.SessionKey,
            State = state,
            EndedAt = now,
            SessionId = _ledger.Entry?.SessionId,
        };
        await _services.Turns.CompleteAsync(new TurnCompletion
        {
            Tenant = Tenant,
            RunId = outcome.RunId,
            OwnerEpoch = Math.Max(_ledger.State.Epoch, 1),
            Status = status,
            Outcome = RunOutcomes.Encode(outcome),
            EndedAt = DateTimeOffset.FromUnixTimeMilliseconds(now),
        });
        TellWaiting();
        return outcome;
    }
}
