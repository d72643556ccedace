using Moltbot.Gateway.Dispatch;
using Moltbot.GrainInterfaces.Tasks;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Methods.Tasks;

namespace Moltbot.Gateway.Methods.Tasks;

/// <summary>The task queue.</summary>
internal sealed class TasksModule : IMethodModule
{
    private const long DefaultLimit = 50;

    public void Register(MethodTableBuilder methods) => methods
        .Serve(TaskMethods.Add, Add)
        .Serve(TaskMethods.List, List)
        .Serve(TaskMethods.Get, Get)
        .Serve(TaskMethods.Cancel, Cancel)
        .Serve(TaskMethods.Retry, Retry)
        .Serve(TaskMethods.Stats, Stats);

    private static async ValueTask<GatewayResult<TaskAddResult>> Add(MethodCall call, TaskAddParams wanted)
    {
        TaskAddition added = await Tasks(call).Add(new TaskOrder
        {
            Message = wanted.Message,
            AgentId = wanted.AgentId,
            Priority = (int)(wanted.Priority ?? 0),
            DelayMs = wanted.DelayMs ?? 0,
            MaxAttempts = (int?)wanted.MaxAttempts,
            Key = wanted.IdempotencyKey,
        });
        return added.Task is { } task
            ? new TaskAddResult { Task = Of(task), Existing = added.IsExisting }
            : GatewayError.InvalidParams(call.Method, added.Refusal ?? "refused");
    }

    private static async ValueTask<GatewayResult<TaskListResult>> List(MethodCall call, TaskListParams wanted)
    {
        var query = new TaskQuery { Status = wanted.Status, Limit = (int)(wanted.Limit ?? DefaultLimit), BeforeOrder = wanted.Before };
        return new TaskListResult { Tasks = [.. (await Tasks(call).List(query)).Select(Of)] };
    }

    private static async ValueTask<GatewayResult<TaskResult>> Get(MethodCall call, TaskIdParams wanted) =>
        await Tasks(call).Show(wanted.Id) is { } task ? new TaskResult { Task = Of(task) } : GatewayError.Invalid("there is no such task");

    private static async ValueTask<GatewayResult<TaskChangeResult>> Cancel(MethodCall call, TaskIdParams wanted) =>
        new TaskChangeResult { Changed = await Tasks(call).Cancel(wanted.Id) };

    private static async ValueTask<GatewayResult<TaskChangeResult>> Retry(MethodCall call, TaskIdParams wanted) =>
        new TaskChangeResult { Changed = await Tasks(call).Retry(wanted.Id) };

    private static async ValueTask<GatewayResult<TaskStatsResult>> Stats(MethodCall call)
    {
        TaskStatistics counts = await Tasks(call).Count();
        return new TaskStatsResult
        {
            Queued = counts.Queued,
            Delayed = counts.Delayed,
            Running = counts.Running,
            Dead = counts.Dead,
            Attempts = counts.Attempts,
            Processed = counts.Processed,
            Failed = counts.Failed,
        };
    }

    private static QueuedTask Of(TaskView task) => new()
    {
        Id = task.Id,
        Status = task.Status,
        AgentId = task.AgentId,
        Message = task.Message,
        Priority = task.Priority,
        Attempts = task.Attempts,
        MaxAttempts = task.MaxAttempts,
        IdempotencyKey = task.Key,
        CreatedBy = task.CreatedBy,
        CreatedAtMs = task.CreatedAt,
        NotBeforeMs = task.NotBefore,
        StartedAtMs = task.StartedAt,
        EndedAtMs = task.EndedAt,
        SessionKey = task.SessionKey,
        RunId = task.RunId,
        Result = task.Result,
        Error = task.Error,
        Order = task.Order,
    };

    private static ITasksGrain Tasks(MethodCall call) => call.Grain<ITasksGrain>();
}
