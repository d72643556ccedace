using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Sessions.Runs;
using Moltbot.Storage.Turns;

namespace Moltbot.Grains.Sessions;

internal sealed partial class SessionGrain
{
    public async Task<AbortReceipt> Abort(string? runId, string stopReason)
    {
        if (runId is null)
        {
            return await AbortAll(stopReason);
        }

        if (_run is { } run && run.Includes(runId))
        {
            return await AbortRun(run, stopReason) ? new AbortReceipt(true, new[] { runId }) : new AbortReceipt(false, []);
        }

        if (_queue.Find(runId) is { } queued)
        {
            _queue.Remove(queued);
            await EndQueued(queued, stopReason);
            return new AbortReceipt(true, new[] { runId });
        }

        TurnRow? elsewhere = await _services.Turns.FindAsync(Tenant, runId);
        return new AbortReceipt(false, [], Mismatch: elsewhere is not null && elsewhere.SessionKey != _sessionKey);
    }

    private async Task<AbortReceipt> AbortAll(string stopReason)
    {
        var ended = new List<string>();
        QueuedTurn[] waiting = [.. _summarized, .. _queue.Clear()];
        _summarized.Clear();
        if (_run is { } run && await AbortRun(run, stopReason))
        {
            ended.Add(run.RunId);
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

    /// <summary>Ends a turn that never ran.</summary>
    private async Task EndQueued(QueuedTurn turn, string stopReason)
    {
        long now = Now;
        var outcome = new RunStatus
        {
            RunId = turn.Request.RunId,
            SessionKey = turn.Request.SessionKey,
            State = RunState.Aborted,
            EndedAt = now,
            SessionId = _ledger.Entry?.SessionId,
        };
        await _services.Turns.CompleteAsync(new TurnCompletion
        {
            Tenant = Tenant,
            RunId = outcome.RunId,
            OwnerEpoch = Math.Max(_ledger.State.Epoch, 1),
            Status = TurnStatus.Aborted,
            Outcome = RunOutcomes.Encode(outcome),
            EndedAt = DateTimeOffset.FromUnixTimeMilliseconds(now),
        });
        await Publish(new ChatEvent
        {
            RunId = outcome.RunId,
            SessionKey = turn.Request.SessionKeyAsSent,
            CanonicalKey = turn.Request.SessionKey,
            Sequence = 1,
            State = ChatState.Aborted,
            StopReason = stopReason,
            Timestamp = now,
        });
        await Publish(new RunCompletedEvent { Run = outcome });
    }
}
