namespace Moltbot.Protocol.Methods.Tasks;

/// <summary>Result of <c>moltbot.tasks.add</c>.</summary>
public sealed record TaskAddResult
{
    /// <summary>The task, or the open one that has its key.</summary>
    public required QueuedTask Task { get; init; }

    /// <summary>Whether it was there already.</summary>
    public required bool Existing { get; init; }
}

/// <summary>Result of <c>moltbot.tasks.get</c>.</summary>
public sealed record TaskResult
{
    /// <summary>The task.</summary>
    public required QueuedTask Task { get; init; }
}

/// <summary>Result of <c>moltbot.tasks.list</c>.</summary>
public sealed record TaskListResult
{
    /// <summary>The tasks, newest first.</summary>
    public required IReadOnlyList<QueuedTask> Tasks { get; init; }
}

/// <summary>Result of <c>moltbot.tasks.cancel</c> and <c>moltbot.tasks.retry</c>.</summary>
public sealed record TaskChangeResult
{
    /// <summary>Whether something was changed.</summary>
    public required bool Changed { get; init; }
}

/// <summary>Result of <c>moltbot.tasks.stats</c>.</summary>
public sealed record TaskStatsResult
{
    /// <summary>Tasks that wait.</summary>
    public required long Queued { get; init; }

    /// <summary>Tasks that wait for their time.</summary>
    public required long Delayed { get; init; }

    /// <summary>Tasks in flight.</summary>
    public required long Running { get; init; }

    /// <summary>Tasks that failed for good and are still kept.</summary>
    public required long Dead { get; init; }

    /// <summary>Attempts that ever began.</summary>
    public required long Attempts { get; init; }

    /// <summary>Tasks that ever ended well.</summary>
    public required long Processed { get; init; }

    /// <summary>Attempts that ever failed.</summary>
    public required long Failed { get; init; }
}
