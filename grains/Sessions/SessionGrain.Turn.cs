using Moltbot.GrainInterfaces.Heartbeats;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Sessions.Runs;
using Moltbot.Grains.Sessions.Transcript;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Heartbeats;
using Moltbot.Storage.Grains;
using Moltbot.Storage.Turns;

namespace Moltbot.Grains.Sessions;

internal sealed partial class SessionGrain
{
    /// <summary>How often a run is begun anew after it was cut off. Arbitrary: more than once, so that a restart costs nothing, and
    /// few, so that a run that kills its process does not do so for ever.</summary>
    internal const int MaxTakeUps = 4;

    private async Task RunTurn(TurnBatch batch, ConfigDocument document, CancellationToken stopping)
    {
        using var run = new ActiveRun(batch, TimeoutOf(batch.Lead.Request, document), Time, stopping)
        {
            Typing = TypingOf(batch.Lead.Request, document),
        };
        var events = new RunEvents(run, Publish, Time);
        _run = run;
        try
        {
            await _ledger.Own(run.Request.SessionKey);
            run.Before = _ledger.Entry;
            if (_ledger.IsUnreported)
            {
                // Before its first turn can end: nobody would look at the session again and find it missing in lists.
                await Report();
            }

            if (_ledger.State.Answered is { } before && before.RunIds.Contains(run.RunId, StringComparer.Ordinal))
            {
                run.IsDecided = true;
                await Report();
                await Settle(run, events, before, await ReplyOf(before, stopping), document, Settling.Recovered);
                return;
            }

            Standing standing = await Claim(run);
            if (standing == Standing.NotOurs)
            {
                return;
            }

            TurnResult result = standing == Standing.GivenUp
                ? await GivenUp(run)
                : await Decide(run, events, document, standing == Standing.Resumed, stopping);
            result = Seal(run, result);
            await End(run, events, result, document);
        }
        catch when (run.IsDecided)
        {
            KeepUntold(run.Batch);
            throw;
        }
        finally
        {
            _run = null;
        }
    }

    /// <summary>Makes the turn this activation's.</summary>
    private async Task<Standing> Claim(ActiveRun run)
    {
        QueuedTurn turn = run.Batch.Lead;
        long epoch = _ledger.State.Epoch;
        if (turn.StoredUnder == epoch)
        {
            return Standing.Claimed;
        }

        if ((turn.ClaimedBy ?? turn.StoredUnder) is not { } owner)
        {
            return await _services.Turns.ClaimAsync(Tenant, turn.Request.RunId, epoch, Time.GetUtcNow())
                ? Standing.Claimed
                : Standing.NotOurs;
        }

        if (owner != epoch && !await _services.Turns.ReclaimAsync(Tenant, turn.Request.RunId, epoch))
        {
            return Standing.NotOurs;
        }

        if (await _services.Turns.FindAsync(Tenant, turn.Request.RunId) is not { IsOpen: true } found)
        {
            return Standing.NotOurs;
        }

        if (found.StopReason is { } stopReason)
        {
            // Noted after the turn was found: by who ran it before, or by ourselves while its outcome could not be written.
            run.TryAbort(stopReason);
        }

        await _ledger.Write(turn.Request.SessionKey, state =>
        {
            state.TakeUps = state.TakenUpRun == turn.Request.RunId ? state.TakeUps + 1 : 1;
            state.TakenUpRun = turn.Request.RunId;
        });
        if (_ledger.State.TakeUps > MaxTakeUps)
        {
            LogGivenUp(turn.Request.RunId);
            return Standing.GivenUp;
        }

        LogResumed(turn.Request.RunId, _ledger.State.TakeUps);
        _services.Instruments.Resumed();
        return Standing.Resumed;
    }

    /// <summary>
    /// What is committed: from here on the run cannot be aborted, and one that was is cut off, whatever it came to. What the model
    /// used is counted all the same.
    /// </summary>
    private TurnResult Seal(ActiveRun run, TurnResult result)
    {
        run.IsDecided = true;
        if (run.StopReason is null || result.State == RunState.Aborted)
        {
            return result;
        }

        return CutOff(run) with
        {
            Usage = result.Usage,
            Cost = result.Cost,
            Provider = result.Provider,
            Model = result.Model,
            Profile = result.Profile,
            ContextTokens = result.ContextTokens,
        };
    }

    /// <summary>
    /// Commits what came of the turn, then settles it. A turn whose reply nobody has to deliver ends with the same commit; of it a crash
    /// can only cut off that connected clients are told, and that it is counted in a statistic which loses its last seconds anyway.
    /// </summary>
    private async Task End(ActiveRun run, RunEvents events, TurnResult result, ConfigDocument document)
    {
        Reply reply = ReplyOf(result);
        HeartbeatAnswer? beat = JudgeHeartbeat(run, result, reply, document);
        result = WithoutQuiet(run, result, beat);
        bool ends = run.Request.ReplyTo is null;
        AnsweredTurn? answered = null;
        await _ledger.Append(
            run.Request.SessionKey,
            result.Entries,
            (state, first) => answered = Answer(run, result, beat, state, first),
            ends ? () => Completions(OutcomeOf(answered!, reply, ShapeOf(run, answered!, reply, document).Text), answered!) : null);
        await Report();
        await Settle(run, events, answered!, reply, document, ends ? Settling.Ended : Settling.Answered);
    }

    /// <summary>Notes what came of the turn. Once that is written it is answered, whatever happens.</summary>
    private AnsweredTurn Answer(ActiveRun run, TurnResult result, HeartbeatAnswer? beat, SessionState state, long first)
    {
        int reply = LastReply(result.Entries);
        var answered = new AnsweredTurn
        {
            // A run that was taken up ends with it what was merged into it before.
            RunIds = [.. run.AllRunIds.Union(IsBegun(run.RunId) ? state.Begun!.RunIds : [], StringComparer.Ordinal)],
            State = result.State,
            Sequence = reply < 0 ? 0 : first + reply,
            Error = result.Error,
            StartedAt = run.StartedAt,
            EndedAt = Now,
            Cost = result.Cost,
            IsInjected = result.IsInjected,
            Streamed = run.Blocks is { } blocks && result.State == RunState.Ok && reply >= 0 ? blocks.SentOf(result.Entries[reply].Text) : 0,
            SessionId = state.Entry!.SessionId,
            Heartbeat = beat is null ? null : new HeartbeatOutcome(beat.Status, beat.Reason, beat.IsTold),
        };
        state.Answered = answered;
        state.Profile = result.Profile ?? state.Profile;
        state.Measured = result.ContextUsed > 0 ? new MeasuredContext(result.ContextUsed, state.Entry!.TranscriptHead) : state.Measured;
        state.Begun = null;
        TakeTold(state, run);
        state.Entry = EntryAfter(state.Entry!, run.Request, result);
        NoteHeartbeat(run, beat, state);
        return answered;
    }

    /// <summary>What the run's prompt told is told.</summary>
    private static void TakeTold(SessionState state, ActiveRun run)
    {
        if (run.SystemLines > 0)
        {
            state.SystemLines = [.. state.SystemLines.Skip(run.SystemLines)];
        }

        if (run.Overheard.Count > 0)
        {
            state.Overheard = [.. state.Overheard.ExceptBy(run.Overheard.Select(told => told.Id), kept => kept.Id)];
        }
    }

    private async ValueTask<IReadOnlyList<CommitPart>> Completions(RunStatus outcome, AnsweredTurn answered)
    {
        var parts = new CommitPart[answered.RunIds.Count];
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = await _services.Turns.PrepareCompleteAsync(CompletionOf(answered.RunIds[i], outcome, isLead: i == 0));
        }

        return parts;
    }

    private static int LastReply(IReadOnlyList<TranscriptEntry> entries)
    {
        for (int i = entries.Count - 1; i >= 0; i--)
        {
            if (entries[i].Role == TranscriptEntry.Assistant)
            {
                return i;
            }
        }

        return -1;
    }

    private enum Standing
    {
        Claimed,
        Resumed,
        GivenUp,
        NotOurs,
    }
}
