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
        bool isOpen = await Peer<ITenantGrain>().IsOpen();
        foreach (TaskRow task in await Running())
        {
            await GoOnSafely(task, isOpen);
        }

        // One that ended leaves its place to the next.
        IReadOnlyList<TaskRow> running = await Running();
        await Drop(running);
        DateTimeOffset now = Time.GetUtcNow();
        if (isOpen && running.Count < MaxRunning)
        {
            foreach (TaskRow task in await store.TakeAsync(Tenant, MaxRunning - running.Count, now, now + Patience))
            {
                await GoOnSafely(task, isOpen);
            }
        }

        await Rest(now);
    }

    private Task<IReadOnlyList<TaskRow>> Running() => store.ListAsync(Tenant, new TaskFilter { State = TaskState.Running, Limit = 1000 });

    /// <summary>Aborts the runs of tasks that were cancelled or given up, and forgets attempts that are settled. A run that cannot be aborted now is next time.</summary>
    private async Task Drop(IReadOnlyList<TaskRow> running)
    {
        var over = new List<TaskAttempt>();
        foreach (TaskAttempt attempt in State.Attempts.Where(attempt => !running.Any(task => RunOf(task) == attempt.RunId)))
        {
            try
            {
                // Nothing where it has ended by itself.
                await Session(attempt.SessionKey).Abort(attempt.RunId, "rpc");
                over.Add(attempt);
            }
            catch (Exception e)
            {
                LogNotGoneOn(attempt.TaskId, e);
            }
        }

        if (over.Count > 0)
        {
            await Keep(State with { Attempts = [.. State.Attempts.Except(over)] });
        }
    }

    /// <summary>One that cannot be gone on with keeps no other from it, and its place no longer than an attempt may take.</summary>
    private async Task GoOnSafely(TaskRow task, bool isOpen)
    {
        try
        {
            try
            {
                await GoOn(task, isOpen);
            }
            catch (Exception e) when (task.LeaseUntil <= Time.GetUtcNow())
            {
                LogNotGoneOn(task.Id, e);
                await GiveUp(task);
            }
        }
        catch (Exception e)
        {
            LogNotGoneOn(task.Id, e);
        }
    }

    /// <summary>Begins what was not begun, looks what came of what was; may be repeated.</summary>
    private async Task GoOn(TaskRow task, bool isOpen)
    {
        RunStatus? run = await Peer<ISessionIndexGrain>().FindRun(RunOf(task));
        if (run is { State: not (RunState.Queued or RunState.Running) })
        {
            await Settle(task, run);
        }
        else if (run is null && IsKnown(task))
        {
            await Bury(task, "what came of the run is not known: its session was deleted");
        }
        else if (task.LeaseUntil <= Time.GetUtcNow())
        {
            await GiveUp(task);
        }
        else if (run is not null)
        {
            // Its session has it; what became of that may not have been written down.
            await Note(task);
        }
        else if (isOpen)
        {
            await Begin(task);
        }
    }

    /// <summary>Buries a task whose attempt came to nothing in time, begun or not. What nobody waits for any more says nothing later either: its run is aborted.</summary>
    private async Task GiveUp(TaskRow task)
    {
        await Note(task);
        await store.FailAsync(
            Tenant, task.Id, task.Fence, retryAt: null, TaskOutcome.Of(null, $"no outcome within {Patience.TotalHours:0} hours").Write(), Time.GetUtcNow());
    }

    /// <summary>Hands an attempt to its session, and looks at once what came of it. One that is refused for now is handed over again.</summary>
    private async Task Begin(TaskRow task)
    {
        TaskContent content = TaskContent.Read(task.Payload);
        if (!(await Document()).Agents.Ids.Contains(content.AgentId, StringComparer.Ordinal))
        {
            // What its own settings kept from it would be open to an agent that nobody describes any more.
            await Bury(task, $"there is no agent \"{content.AgentId}\" any more");
            return;
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
            return;
        }

        if (receipt.Disposition == TurnDisposition.Refused)
        {
            if (receipt.RetryAfterMs == 0)
            {
                await Bury(task, receipt.Refusal ?? "its session refused it");
            }

            return;
        }

        await Note(task);
        if (receipt.Run is { State: not (RunState.Queued or RunState.Running) } ended)
        {
            await Settle(task, ended);
        }
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

    private bool IsKnown(TaskRow task) => State.Attempts.Any(attempt => attempt.RunId == RunOf(task));

    /// <summary>Writes down that a session has, or may have, the run of a task.</summary>
    private Task Note(TaskRow task) => IsKnown(task)
        ? Task.CompletedTask
        : Keep(State with { Attempts = [.. State.Attempts, new TaskAttempt(task.Id, RunOf(task), SessionOf(TaskContent.Read(task.Payload).AgentId, task.Id))] });

    private Task Forget(TaskRow task) => IsKnown(task)
        ? Keep(State with { Attempts = [.. State.Attempts.Where(attempt => attempt.RunId != RunOf(task))] })
        : Task.CompletedTask;

    private static string RunOf(TaskRow task) => TaskRunIds.Of(task.Id, task.Fence);
}
