using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.GrainInterfaces.Tasks;
using Moltbot.Grains.Sessions;
using Moltbot.Grains.Tenants;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Sessions;
using Moltbot.Storage.Tasks;
using Orleans.Runtime;

namespace Moltbot.Grains.Tasks;

/// <summary>
/// A tenant's task queue. A task is in the table before anybody is answered, an attempt is on record before its run begins, and the run's id is made
/// of task and attempt: what a crash cuts off is gone on with and runs once. Calls, ticks and reminders take turns.
/// </summary>
internal sealed partial class TasksGrain(
    [PersistentState("tasks", TenantGrain.Store)] IPersistentState<TasksState> row,
    ITaskStore store,
    ITenantConfigurations configurations,
    TimeProvider time,
    ILogger<TasksGrain> logger) : TenantGrain(time), ITasksGrain, IRemindable
{
    /// <summary>Tasks that run at once.</summary>
    internal const int MaxRunning = 4;

    /// <summary>Open tasks that a tenant may have. Arbitrary: each is a conversation with a model.</summary>
    internal const int MaxOpen = 10_000;

    /// <summary>How long done and cancelled tasks are shown.</summary>
    private static readonly TimeSpan KeepEnded = TimeSpan.FromDays(7);

    /// <summary>How long dead ones wait for somebody.</summary>
    private static readonly TimeSpan KeepDead = TimeSpan.FromDays(30);

    private TasksState State => row.State;

    public async Task<TaskAddition> Add(TaskOrder order)
    {
        ConfigDocument document = await Document();
        string agent = IdNormalization.AgentId(order.AgentId ?? document.Agents.DefaultAgentId);
        if (TaskRules.RefusalOf(order) is { } refusal)
        {
            return new TaskAddition { Refusal = refusal };
        }

        if (!document.Agents.Ids.Contains(agent, StringComparer.Ordinal))
        {
            return new TaskAddition { Refusal = $"unknown agent id \"{order.AgentId}\" (there are {string.Join(", ", document.Agents.Ids)})" };
        }

        if (order.Key is not null && await store.FindOpenAsync(Tenant, order.Key) is { } known)
        {
            return new TaskAddition { Task = View(known), IsExisting = true };
        }

        if (await IsFull())
        {
            return new TaskAddition { Refusal = $"as many open tasks as there may be ({MaxOpen}); wait or cancel some first" };
        }

        await store.PruneAsync(Tenant, Time.GetUtcNow() - KeepEnded, Time.GetUtcNow() - KeepDead);
        string id = Guid.NewGuid().ToString();
        await Record(Principal, "task.add", id, ("agent", agent));
        await Remember(Now + order.DelayMs);
        DateTimeOffset now = Time.GetUtcNow();
        IReadOnlyList<TaskEnqueueResult> stored = await store.EnqueueAsync(Tenant,
        [
            new NewTask(id, new TaskContent(agent, order.Message, Principal).Write(), now)
            {
                UniqueKey = order.Key,
                Priority = order.Priority,
                NotBefore = now.AddMilliseconds(order.DelayMs),
                MaxAttempts = order.MaxAttempts ?? TaskOrder.DefaultAttempts,
            },
        ]);
        TaskRow task = (await store.FindAsync(Tenant, stored[0].Id))!;
        Arm(TimeSpan.FromMilliseconds(order.DelayMs));
        return new TaskAddition { Task = View(task), IsExisting = stored[0].IsExisting };
    }

    public async Task<bool> Cancel(string id)
    {
        if (!PlainIds.Are(id) || await store.FindAsync(Tenant, id) is not { State: TaskState.Queued or TaskState.Delayed or TaskState.Running } task)
        {
            return false;
        }

        await Record(Principal, "task.cancel", id);
        if (task.State == TaskState.Running)
        {
            // Its session may have a run that was not written down: what is, is aborted.
            await Note(task);
        }

        bool isCancelled = await store.CancelAsync(Tenant, id, Time.GetUtcNow());
        await LookSafely();
        return isCancelled;
    }

    public async Task<bool> Retry(string id)
    {
        if (!PlainIds.Are(id) || await store.FindAsync(Tenant, id) is not { State: TaskState.Dead })
        {
            return false;
        }

        if (await IsFull())
        {
            return false;
        }

        await Record(Principal, "task.retry", id);
        await Remember(Now);
        bool isQueued = await store.RequeueAsync(Tenant, id);
        Arm(TimeSpan.Zero);
        return isQueued;
    }

    public async Task<TaskView?> Show(string id) => PlainIds.Are(id) && await store.FindAsync(Tenant, id) is { } task ? View(task) : null;

    public async Task<IReadOnlyList<TaskView>> List(TaskQuery query)
    {
        var filter = new TaskFilter { State = TaskRules.StateOf(query.Status), Limit = Math.Clamp(query.Limit, 1, 200), BeforeOrder = query.BeforeOrder };
        return [.. (await store.ListAsync(Tenant, filter)).Select(View).Select(Listed)];
    }

    public async Task<TaskStatistics> Count()
    {
        TaskCounts counts = await store.CountAsync(Tenant);
        return new TaskStatistics(counts.Queued, counts.Delayed, counts.Running, counts.Dead, counts.Taken, counts.Processed, counts.Failed);
    }

    private async Task<bool> IsFull() => await store.CountAsync(Tenant) is var counts && counts.Queued + counts.Delayed + counts.Running >= MaxOpen;

    /// <summary>A list shows the beginnings of messages: two hundred whole ones are more than a client takes at once.</summary>
    private static TaskView Listed(TaskView task) => task with { Message = Preview.Of(task.Message, Preview.MessageLength) };

    private static TaskView View(TaskRow task)
    {
        TaskContent content = TaskContent.Read(task.Payload);
        TaskOutcome? outcome = TaskOutcome.Read(task.Outcome);
        return new TaskView
        {
            Id = task.Id,
            Status = TaskRules.NameOf(task.State),
            AgentId = content.AgentId,
            Message = content.Message,
            Priority = task.Priority,
            Attempts = task.Attempts,
            MaxAttempts = task.MaxAttempts,
            Key = task.UniqueKey,
            CreatedBy = content.CreatedBy,
            CreatedAt = task.CreatedAt.ToUnixTimeMilliseconds(),
            NotBefore = task.NotBefore?.ToUnixTimeMilliseconds(),
            StartedAt = task.StartedAt?.ToUnixTimeMilliseconds(),
            EndedAt = task.FinishedAt?.ToUnixTimeMilliseconds(),
            SessionKey = SessionOf(content.AgentId, task.Id),
            RunId = task.Fence > 0 ? RunOf(task) : null,
            Result = outcome?.Result,
            Error = outcome?.Error,
            Order = task.Order,
        };
    }

    /// <summary>Each task has a conversation of its own, which its attempts share.</summary>
    private static string SessionOf(string agentId, string taskId) => $"agent:{agentId}:task:{taskId.ToLowerInvariant()}";

    private ISessionGrain Session(string key) => Peer<ISessionGrain>(GrainKey.ForSession(Tenant, key));

    private async ValueTask<ConfigDocument> Document() => (await configurations.Get(Tenant)).Document;

    /// <summary>Who changed what. Without the record nothing is changed.</summary>
    private Task Record(string actor, string action, string id, params ReadOnlySpan<(string Key, string? Value)> details) =>
        Peer<IAuditGrain>().Append([Auditing.Entry(Now, actor, action, id, details)]);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The task queue could not be looked after; it is tried again")]
    private partial void LogNotLookedAt(Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Task {Id} could not be gone on with; it is tried again")]
    private partial void LogNotGoneOn(string id, Exception error);
}
