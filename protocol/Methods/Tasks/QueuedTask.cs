namespace Moltbot.Protocol.Methods.Tasks;

/// <summary>A task of the queue. Times are epoch milliseconds.</summary>
public sealed record QueuedTask
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>queued, delayed, running, done, dead or cancelled.</summary>
    public required string Status { get; init; }

    /// <summary>The agent.</summary>
    public required string AgentId { get; init; }

    /// <summary>What it is told; in lists the beginning of it.</summary>
    public required string Message { get; init; }

    /// <summary>Higher ones go first.</summary>
    public required long Priority { get; init; }

    /// <summary>How often it was tried since it was queued.</summary>
    public required long Attempts { get; init; }

    /// <summary>How often it may be.</summary>
    public required long MaxAttempts { get; init; }

    /// <summary>Its key.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Who queued it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it was queued.</summary>
    public required long CreatedAtMs { get; init; }

    /// <summary>When a delayed one is due.</summary>
    public long? NotBeforeMs { get; init; }

    /// <summary>When its last attempt began.</summary>
    public long? StartedAtMs { get; init; }

    /// <summary>When it became done, dead or cancelled.</summary>
    public long? EndedAtMs { get; init; }

    /// <summary>The session that it runs in.</summary>
    public required string SessionKey { get; init; }

    /// <summary>The run of its last attempt.</summary>
    public string? RunId { get; init; }

    /// <summary>What its last attempt said, cut.</summary>
    public string? Result { get; init; }

    /// <summary>Why its last attempt failed, cut.</summary>
    public string? Error { get; init; }

    /// <summary>Its place in the order of acceptance.</summary>
    public required long Order { get; init; }
}
