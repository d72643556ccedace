using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.GrainInterfaces.Tasks;
using Moltbot.GrainInterfaces.Tenants;
using Moltbot.Storage.Tasks;

namespace Moltbot.Grains.Tasks;

internal sealed partial class TasksGrain
{
    /// <summary>After that long an attempt without an outcome is given up, as a cron job's run is.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromHours(2);

    /// <summary>Settles what has ended, goes on with what runs, begins what may begin.</summary>
    private async Task Look()
    {
        IReadOnlyList<TaskRow> running = await Running();
        await Drop(running);
        foreach (TaskRow task in running)
        {
            await GoOnSafely(task);
        }

        // One that ends at once leaves its place to the next.
        int free = MaxRunning - (await Running()).Count;
        if (free > 0 && await Peer<ITenantGrain>().IsOpen())
        {
            foreach (TaskRow task in await store.TakeAsync(Tenant, free, Time.GetUtcNow(), Time.GetUtcNow() + Patience))
            {
                await GoOnSafely(task);
            }
        }

        await Rest();
    }

    private Task<IReadOnlyList<TaskRow>> Running() => store.ListAsync(Tenant, new TaskFilter { State = TaskState.Running, Limit = 1000 });

    /// <summary>Aborts the runs of tasks that were cancelled, and forgets attempts that are settled.</summary>
    private async Task Drop(IReadOnlyList<TaskRow> running)
    {
        TaskAttempt[] over = [.. State.Attempts.Where(attempt => !running.Any(task => RunOf(task) == attempt.RunId))];
        foreach (TaskAttempt attempt in over)
        {
            // Nothing where it has ended by itself.
            await Session(attempt.SessionKey).Abort(attempt.RunId, "rpc");
        }

        if (over.Length > 0)
        {
            await Keep(State with { Attempts = [.. State.Attempts.Except(over)] });
        }
    }

    /// <summary>One that cannot be gone on with keeps no other from it.</summary>
    private async Task GoOnSafely(TaskRow task)
    {
        try
        {
            await GoOn(task);
        }
        catch (Exception e)
        {
            LogNotGoneOn(task.Id, e);
        }
    }

    /// <summary>Begins what was not begun, looks what came of what was; may be repeated.</summary>
    private async Task GoOn(TaskRow task)
    {
        string runId = RunOf(task);
        bool isAccepted = State.Attempts.Any(attempt => attempt.RunId == runId);
        RunStatus? run = await Peer<ISessionIndexGrain>().FindRun(runId);
        if (run is null && !isAccepted)
        {
            run = await Ask(task);
            if (run is null)
            {
                return;
            }
        }
        else if (run is not null && !isAccepted)
        {
            // Its session has it, and what became of that was not written down.
            await Accept(task, run.SessionKey);
        }

        if (run is null)
        {
            await Bury(task, "what came of the run is not known: its session was deleted");
        }
        else if (run.State is not (RunState.Queued or RunState.Running))
        {
            await Settle(task, run);
        }
        else if (task.LeaseUntil <= Time.GetUtcNow())
        {
            // What nobody waits for any more says nothing later either.
            await Session(run.SessionKey).Abort(runId, "rpc");
            await Bury(task, $"no outcome within {Patience.TotalHours:0} hours");
        }
    }

    /// <summary>Hands an attempt to its session; how it stands there. Null when it was refused, for good or for now.</summary>
    private async Task<RunStatus?> Ask(TaskRow task)
    {
        TaskContent content = TaskContent.Read(task.Payload);
        if (!(await Document()).Agents.Ids.Contains(content.AgentId, StringComparer.Ordinal))
        {
            // What its own settings kept from it would be open to an agent that nobody describes any more.
            await Bury(task, $"there is no agent \"{content.AgentId}\" any more");
            return null;
        }

        string runId = RunOf(task), key = SessionOf(content.AgentId, task.Id);
        await Peer<IAuditGrain>().Append(
            [Auditing.Entry("task.run:" + runId, Now, "grain", "task.run", task.Id, ("run", runId), ("createdBy", content.CreatedBy))]);
        TurnReceipt receipt;
        try
        {
            receipt = await Session(key).Enqueue(RequestOf(task, content, runId, key));
        }
        catch (SessionRefusedException refused)
        {
            await Bury(task, refused.Message);
            return null;
        }

        if (receipt.Disposition == TurnDisposition.Refused)
        {
            if (receipt.RetryAfterMs == 0)
            {
                await Bury(task, receipt.Refusal ?? "its session refused it");
            }

            return null;
        }

        await Accept(task, key);
        return receipt.Run ?? new RunStatus { RunId = runId, SessionKey = key, State = RunState.Queued };
    }

    /// <summary>
    /// The run is the task's: it gives no commands, keeps no jobs, and nobody stands behind it whose authority would grow (attack A15). Its text is
    /// an operator's, who may say anything to the agent.
    /// </summary>
    private TurnRequest RequestOf(TaskRow task, TaskContent content, string runId, string key) => new()
    {
        RunId = runId,
        SessionKey = key,
        SessionKeyAsSent = key,
        Message = $"[task:{task.Id}] {(task.Fence > 1 ? $"(attempt {task.Fence}: the one before came to no answer; what it did stands above) " : "")}{content.Message}",
        Origin = TurnOrigin.QueuedTask,
        ReceivedAt = Now,
        CommandsAllowed = false,
        Principal = $"task:{task.Id}",
    };

    /// <summary>A model that did not answer may answer later; whatever else ended the run would end it again.</summary>
    private async Task Settle(TaskRow task, RunStatus run)
    {
        string? said = run.Texts.Count > 0 ? string.Join('\n', run.Texts) : null;
        DateTimeOffset now = Time.GetUtcNow();
        switch (run.State)
        {
            case RunState.Ok when run.Provider is not null:
                await store.CompleteAsync(Tenant, task.Id, task.Fence, TaskOutcome.Of(said, null).Write(), now);
                break;
            case RunState.Ok or RunState.Error:
                // Without a provider the answer is our own word that there is no model.
                await store.FailAsync(
                    Tenant, task.Id, task.Fence, now + TaskBackoff.After(task.Attempts, Random.Shared.NextDouble()),
                    TaskOutcome.Of(null, run.Error ?? said ?? "no model answered").Write(), now);
                break;
            default:
                await Bury(task, run.Error ?? ReasonOf(run.State));
                return;
        }

        await Forget(task);
    }

    private static string ReasonOf(RunState state) => state switch
    {
        RunState.Aborted => "the run was aborted",
        RunState.TimedOut => "the run ran out of time",
        RunState.Interrupted => "the run was cut off",
        _ => $"the run ended as {state}",
    };

    private async Task Bury(TaskRow task, string why)
    {
        await store.FailAsync(Tenant, task.Id, task.Fence, retryAt: null, TaskOutcome.Of(null, why).Write(), Time.GetUtcNow());
        await Forget(task);
    }

    private Task Accept(TaskRow task, string sessionKey) => Keep(State with { Attempts = [.. State.Attempts, new TaskAttempt(task.Id, RunOf(task), sessionKey)] });

    private async Task Forget(TaskRow task)
    {
        string runId = RunOf(task);
        if (State.Attempts.Any(attempt => attempt.RunId == runId))
        {
            await Keep(State with { Attempts = [.. State.Attempts.Where(attempt => attempt.RunId != runId)] });
        }
    }

    private static string RunOf(TaskRow task) => TaskRunIds.Of(task.Id, task.Fence);
}
