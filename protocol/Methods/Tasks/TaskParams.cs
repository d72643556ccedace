namespace Moltbot.Protocol.Methods.Tasks;

/// <summary>Params of <c>moltbot.tasks.add</c>.</summary>
public sealed record TaskAddParams
{
    /// <summary>What the agent is told.</summary>
    public required string Message { get; init; }

    /// <summary>The agent; the default one when left out.</summary>
    public string? AgentId { get; init; }

    /// <summary>-100 to 100; higher ones go first.</summary>
    public long? Priority { get; init; }

    /// <summary>Not to be begun before so many milliseconds from now, up to a year.</summary>
    public long? DelayMs { get; init; }

    /// <summary>How often it is tried, 1 to 20.</summary>
    public long? MaxAttempts { get; init; }

    /// <summary>While a task with this key is open, asking again answers that one.</summary>
    public string? IdempotencyKey { get; init; }
}

/// <summary>Params of methods about one task.</summary>
public sealed record TaskIdParams
{
    /// <summary>The task.</summary>
    public required string Id { get; init; }
}

/// <summary>Params of <c>moltbot.tasks.list</c>.</summary>
public sealed record TaskListParams
{
    /// <summary>Only tasks that stand there.</summary>
    public string? Status { get; init; }

    /// <summary>At most so many, 1 to 200.</summary>
    public long? Limit { get; init; }

    /// <summary>Only tasks before this <see cref="QueuedTask.Order"/>: the next page.</summary>
    public long? Before { get; init; }
}
