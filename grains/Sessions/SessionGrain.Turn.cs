using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Sessions.Runs;
using Moltbot.Grains.Sessions.Transcript;
using Moltbot.Policy.Configuration;
using Moltbot.Storage.Turns;

namespace Moltbot.Grains.Sessions;

internal sealed partial class SessionGrain
{
    /// <summary>How often a run is begun anew after it was cut off. Arbitrary: more than once, so that a restart costs nothing, and
    /// few, so that a run that kills its process does not do so for ever.</summary>
    internal const int MaxTakeUps = 4;

    private async Task RunTurn(TurnBatch batch, CancellationToken stopping)
    {
        ConfigDocument document = await Document();
        using var run = new ActiveRun(batch, TimeoutOf(batch.Lead.Request, document), Time, stopping);
        var events = new RunEvents(run, Publish, Time);
        _run = run;
        try
        {
            await _ledger.Own(run.Request.SessionKey);
            if (_ledger.State.Answered is { } before && before.RunIds.Contains(run.RunId, StringComparer.Ordinal))
            {
                run.IsDecided = true;
                await Settle(run, events, before, await ReplyOf(before, stopping), document, recovered: true);
                return;
            }

            Standing standing = await Claim(run);
            if (standing == Standing.NotOurs)
            {
                return;
            }

            TurnResult result = standing == Standing.GivenUp
                ? Interrupted(batch)
                : await Decide(run, events, document, standing == Standing.Resumed, stopping);
            result = Seal(run, result);
            AnsweredTurn answered = await Commit(run, result);
            await Settle(run, events, answered, ReplyOf(result), document, recovered: false);
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
        if (turn.ClaimedBy is not { } owner)
        {
            return await _services.Turns.ClaimAsync(Tenant, turn.Request.RunId, epoch, Time.GetUtcNow())
                ? Standing.Claimed
                : Standing.NotOurs;
        }

        if (owner != epoch && !await _services.Turns.ReclaimAsync(Tenant, turn.Request.RunId, epoch))
        {
            return Standing.NotOurs;
        }

        if (await _services.Turns.FindAsync(Tenant, turn.Request.RunId) is { StopReason: { } stopReason })
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

    /// <summary>Writes what came of the turn. From here on it is answered, whatever happens.</summary>
    private async Task<AnsweredTurn> Commit(ActiveRun run, TurnResult result)
    {
        AnsweredTurn? answered = null;
        await _ledger.Append(run.Request.SessionKey, result.Entries, (state, first) =>
        {
            int reply = LastReply(result.Entries);
            answered = new AnsweredTurn
            {
                RunIds = run.Batch.Merged.Select(turn => turn.Request.RunId).Prepend(run.RunId).ToArray(),
                State = result.State,
                Sequence = reply < 0 ? 0 : first + reply,
                Error = result.Error,
                StartedAt = run.StartedAt,
                EndedAt = Now,
                Cost = result.Cost,
                IsInjected = result.IsInjected,
                SessionId = state.Entry!.SessionId,
            };
            state.Answered = answered;
            state.Profile = result.Profile ?? state.Profile;
            state.SystemLines = [.. state.SystemLines.Skip(run.SystemLines)];
            state.Entry = EntryAfter(state.Entry!, run.Request, result);
        });
        await Report();
        return answered!;
    }

    /// <summary>Delivers, counts, ends and tells. Everything here may be repeated after a crash and has one effect.</summary>
    private async Task Settle(
        ActiveRun run, RunEvents events, AnsweredTurn answered, Reply reply, ConfigDocument document, bool recovered)
    {
        bool isLead = answered.RunIds[0] == run.RunId;
        ReplyShape shape = answered.State == RunState.Ok
            ? ReplyShape.Of(reply, run.Request.ReplyTo, document, AgentId, run.Request.Thinking ?? ThinkingOf(_ledger.Entry, document))
            : default;
        string? shown = shape.Text;
        if (isLead)
        {
            if ((shape.Delivered ?? answered.Error) is { } said && answered.State != RunState.Aborted)
            {
                await Deliver(run.Request, said, run.RunId, shape.ReplyToMessageId);
            }

            await Count(answered, reply);
        }

        RunStatus outcome = OutcomeOf(answered, reply, shown);
        foreach (string runId in answered.RunIds)
        {
            await _services.Turns.CompleteAsync(CompletionOf(runId, outcome, runId == answered.RunIds[0]));
        }

        run.IsTold = true;
        _lastOutcome = outcome with { RunId = run.RunId };
        if (isLead)
        {
            await Tell(run, events, answered, reply, shown, recovered);
        }

        await TellMerged(run, answered, outcome);
        _services.Instruments.Ended(answered.State, TimeSpan.FromMilliseconds(answered.EndedAt - answered.StartedAt));
    }

    private static async Task Tell(ActiveRun run, RunEvents events, AnsweredTurn answered, Reply reply, string? shown, bool recovered)
    {
        if (recovered)
        {
            await events.Started(resumed: true);
        }

        switch (answered.State)
        {
            case RunState.Ok when answered.IsInjected:
                await events.Injected(shown);
                break;
            case RunState.Ok:
                await events.Ended(shown, reply.Usage);
                break;
            case RunState.TimedOut:
                await events.Aborted("timeout");
                break;
            case RunState.Aborted:
                // Whoever aborted it told so at once, unless that was a process that died.
                await events.Aborted(run.StopReason ?? "rpc");
                break;
            default:
                await events.Failed(answered.Error ?? "The run failed.");
                break;
        }
    }

    /// <summary>Tells those who wait for a run by its id, the merged ones too.</summary>
    private async Task TellMerged(ActiveRun run, AnsweredTurn answered, RunStatus outcome)
    {
        await Publish(new RunCompletedEvent { Run = outcome });
        foreach (string runId in answered.RunIds.Skip(1))
        {
            QueuedTurn? merged = run.Batch.All.FirstOrDefault(turn => turn.Request.RunId == runId) ?? _queue.Find(runId);
            if (merged is not null)
            {
                _queue.Remove(merged);
                await Publish(new ChatEvent
                {
                    RunId = runId,
                    SessionKey = merged.Request.SessionKeyAsSent,
                    CanonicalKey = merged.Request.SessionKey,
                    Sequence = 1,
                    State = ChatState.Final,
                    Timestamp = answered.EndedAt,
                });
            }

            await Publish(new RunCompletedEvent { Run = outcome with { RunId = runId, State = RunState.Merged } });
        }
    }

    private TurnCompletion CompletionOf(string runId, RunStatus outcome, bool isLead)
    {
        RunStatus own = isLead ? outcome : outcome with { RunId = runId, State = RunState.Merged, Usage = null };
        return new TurnCompletion
        {
            Tenant = Tenant,
            RunId = runId,
            OwnerEpoch = _ledger.State.Epoch,
            Status = RunOutcomes.StatusOf(own.State),
            Outcome = RunOutcomes.Encode(own),
            StartedAt = isLead ? null : DateTimeOffset.FromUnixTimeMilliseconds(outcome.StartedAt!.Value),
            EndedAt = DateTimeOffset.FromUnixTimeMilliseconds(outcome.EndedAt!.Value),
        };
    }

    private RunStatus OutcomeOf(AnsweredTurn answered, Reply reply, string? shown) => new()
    {
        RunId = answered.RunIds[0],
        SessionKey = _sessionKey!,
        State = answered.State,
        StartedAt = answered.StartedAt,
        EndedAt = answered.EndedAt,
        Error = answered.Error,
        Texts = shown is null ? [] : new[] { shown },
        SessionId = answered.SessionId,
        Provider = reply.Provider,
        Model = reply.Model,
        Usage = reply.Usage,
    };

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
