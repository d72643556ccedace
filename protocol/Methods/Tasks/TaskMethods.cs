using Moltbot.Protocol.Schemas;

namespace Moltbot.Protocol.Methods.Tasks;

/// <summary>Methods of the task queue. They are ours.</summary>
public static class TaskMethods
{
    /// <summary>The highest priority; its negative is the lowest.</summary>
    public const int MaxPriority = 100;

    /// <summary>The longest delay, milliseconds: a year.</summary>
    public const long MaxDelayMs = 366L * 24 * 3_600_000;

    /// <summary>The most attempts.</summary>
    public const int MaxAttempts = 20;

    /// <summary>The most that one list shows.</summary>
    public const int MaxListed = 200;

    private static readonly Shape Named = Shape.Object(("id", Shape.Text1));

    /// <summary><c>moltbot.tasks.add</c>: queues a message for an agent.</summary>
    public static GatewayMethod<TaskAddParams, TaskAddResult> Add { get; } = new(
        "moltbot.tasks.add",
        Shape.Object(
            ("message", Shape.Text1),
            ("agentId?", Shape.Text1),
            ("priority?", Shape.WholeOf(-MaxPriority, MaxPriority)),
            ("delayMs?", Shape.WholeOf(0, MaxDelayMs)),
            ("maxAttempts?", Shape.WholeOf(1, MaxAttempts)),
            ("idempotencyKey?", Shape.TextOf(1, 256))),
        TasksJson.Default.TaskAddParams,
        TasksJson.Default.TaskAddResult);

    /// <summary><c>moltbot.tasks.list</c>.</summary>
    public static GatewayMethod<TaskListParams, TaskListResult> List { get; } = new(
        "moltbot.tasks.list",
        Shape.Object(
            ("status?", Shape.Words("queued", "delayed", "running", "done", "dead", "cancelled")),
            ("limit?", Shape.WholeOf(1, MaxListed)),
            ("before?", Shape.Whole1)),
        TasksJson.Default.TaskListParams,
        TasksJson.Default.TaskListResult);

    /// <summary><c>moltbot.tasks.get</c>.</summary>
    public static GatewayMethod<TaskIdParams, TaskResult> Get { get; } =
        new("moltbot.tasks.get", Named, TasksJson.Default.TaskIdParams, TasksJson.Default.TaskResult);

    /// <summary><c>moltbot.tasks.cancel</c>: takes an open task back and aborts its run.</summary>
    public static GatewayMethod<TaskIdParams, TaskChangeResult> Cancel { get; } =
        new("moltbot.tasks.cancel", Named, TasksJson.Default.TaskIdParams, TasksJson.Default.TaskChangeResult);

    /// <summary><c>moltbot.tasks.retry</c>: queues a dead task anew.</summary>
    public static GatewayMethod<TaskIdParams, TaskChangeResult> Retry { get; } =
        new("moltbot.tasks.retry", Named, TasksJson.Default.TaskIdParams, TasksJson.Default.TaskChangeResult);

    /// <summary><c>moltbot.tasks.stats</c>: the counters.</summary>
    public static NoParamsMethod<TaskStatsResult> Stats { get; } =
        new("moltbot.tasks.stats", Shape.Object(), TasksJson.Default.TaskStatsResult);
}
