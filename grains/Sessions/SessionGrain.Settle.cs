using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Cron;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Heartbeats;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.GrainInterfaces.Subagents;
using Moltbot.GrainInterfaces.Tasks;
using Moltbot.Grains.Sessions.Runs;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Heartbeats;
using Moltbot.Policy.Replies;
using Moltbot.Storage.Turns;

namespace Moltbot.Grains.Sessions;

internal sealed partial class SessionGrain
{
    /// <summary>
    /// Keeps turns whose end may be stored and was not told to the end: the store may not show them as open any more, and nobody but
    /// this activation knows whom to tell.
    /// </summary>
    private void KeepUntold(TurnBatch batch)
    {
        foreach (QueuedTurn turn in batch.All)
        {
            _queue.Add(turn == batch.Lead ? turn with { ClaimedBy = _ledger.State.Epoch, StoredUnder = null } : turn);
        }
    }

    /// <summary>Delivers, counts, ends and tells. Everything here may be repeated after a crash and has one effect.</summary>
    private async Task Settle(
        ActiveRun run, RunEvents events, AnsweredTurn answered, Reply reply, ConfigDocument document, Settling from)
    {
        bool isLead = answered.RunIds[0] == run.RunId;
        ReplyShape shape = ShapeOf(run, answered, reply, document);
        string? shown = shape.Text;
        HeartbeatOutcome? keptBack = null;
        if (isLead)
        {
            ReplyShape left = answered.Streamed == 0
                ? shape
                : ShapeOf(run, answered, reply with { Text = reply.Text![answered.Streamed..].Trim() }, document);
            string? problem = IsHeartbeat(run.Request) ? null : answered.Error;
            if ((WithFooter(left.Delivered, answered, reply) ?? problem) is { } said && answered.State != RunState.Aborted)
            {
                bool isContinuation = answered.Streamed > 0;
                bool mayLeave = await MayDeliver(run.Request, answered.IsInjected);
                await (mayLeave
                    ? DeliverAnswer(run, said, left, isContinuation, document)
                    : KeepBack(run.Request, run.RunId, answered.IsInjected));
                keptBack = !mayLeave && answered.Heartbeat is not null ? new HeartbeatOutcome(HeartbeatAnswer.Skipped, ChatSends.Refusal, IsTold: false) : null;
            }

            await Count(answered, reply);
        }

        RunStatus outcome = OutcomeOf(answered, reply, shown);
        outcome = keptBack is null ? outcome : outcome with { Heartbeat = keptBack };
        if (from != Settling.Ended)
        {
            foreach (string runId in answered.RunIds)
            {
                await _services.Turns.CompleteAsync(CompletionOf(runId, outcome, runId == answered.RunIds[0]));
            }
        }

        run.IsTold = true;
        TellWaiting();
        (_lastOutcome, _lastOrigin) = (outcome with { RunId = run.RunId }, run.Request.Origin);
        if (isLead)
        {
            await Tell(run, events, answered, reply, shown, from == Settling.Recovered);
        }

        await TellMerged(run, answered, outcome);
        _ = TellStarter(run.Request, outcome with { RunId = run.RunId });
        if (answered.State == RunState.Aborted && run.StopReason is not (null or "interrupt"))
        {
            // The process may have died between the stop and that of the sub-agents.
            await EndSubagents(run.RunId);
        }

        _services.Instruments.Ended(answered.State, TimeSpan.FromMilliseconds(answered.EndedAt - answered.StartedAt));
    }

    private async Task DeliverAnswer(ActiveRun run, string said, ReplyShape shape, bool isContinuation, ConfigDocument document)
    {
        if (run.Thoughts.Length > 0 && shape.Delivered is not null)
        {
            await Deliver(run.Request, "Reasoning:\n" + run.Thoughts.ToString().Trim(), run.RunId, isContinuation: isContinuation, part: ":reasoning");
            isContinuation = true;
        }

        await Deliver(run.Request, said, run.RunId, shape.ReplyToMessageId, isContinuation, isContinuation ? HumanDelay(document) : 0, run.Buttons);
    }

    /// <summary>The answer with the line of what it used, where the session shows one. What was sent in blocks gets it as a last one.</summary>
    private string? WithFooter(string? said, AnsweredTurn answered, Reply reply)
    {
        bool hasText = said is not null || answered.Streamed > 0;
        return hasText && answered is { State: RunState.Ok, IsInjected: false } && reply.Usage is { } usage
            && UsageText.Footer(_ledger.Entry?.Settings.ResponseUsage, usage.Input + usage.CacheRead + usage.CacheWrite, usage.Output, answered.Cost) is { } footer
                ? said is null ? footer : $"{said}\n\n{footer}"
                : said;
    }

    private ReplyShape ShapeOf(ActiveRun run, AnsweredTurn answered, Reply reply, ConfigDocument document)
    {
        string thinking = run.Request.Thinking ?? ThinkingOf(_ledger.Entry, document);
        return answered.State != RunState.Ok ? default
            : answered.Heartbeat is { } beat ? ShapeOf(beat, reply, run.Request.ReplyTo, document, thinking)
            : ReplyShape.Of(reply, run.Request.ReplyTo, document, AgentId, thinking);
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

    /// <summary>
    /// Tells who began a run of its end. Not awaited: they may be waiting for this session, to take another one say, and ask by themselves for what
    /// they were not told.
    /// </summary>
    private async Task TellStarter(TurnRequest request, RunStatus outcome)
    {
        try
        {
            await (request.Origin switch
            {
                TurnOrigin.Cron when CronRunIds.JobOf(request.RunId) is { } job => Peer<ICronJobGrain>(GrainKey.ForBucket(Tenant, job)).Ended(outcome),
                TurnOrigin.QueuedTask => Peer<ITasksGrain>().Ended(outcome),
                TurnOrigin.Task when request.SpawnedBy is { } spawner => Peer<ISubagentsGrain>(GrainKey.ForSession(Tenant, spawner)).Ended(request.RunId),
                TurnOrigin.Heartbeat when HeartbeatRunIds.AgentOf(request.RunId) is { } agent => Peer<IHeartbeatGrain>(GrainKey.ForAgent(Tenant, agent)).Ended(outcome),
                _ => Task.CompletedTask,
            });
        }
        catch (Exception e)
        {
            LogNotPublished("The end of a run", e);
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
        Heartbeat = answered.Heartbeat,
    };

    /// <summary>What is stored of a turn that is to be settled.</summary>
    private enum Settling
    {
        /// <summary>Its answer; it is still open.</summary>
        Answered,

        /// <summary>Its answer and its end.</summary>
        Ended,

        /// <summary>Its answer, before this run of it; perhaps its end.</summary>
        Recovered,
    }
}
