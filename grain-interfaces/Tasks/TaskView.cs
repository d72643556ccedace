namespace Moltbot.GrainInterfaces.Tasks;

/// <summary>A task as shown.</summary>
[GenerateSerializer, Alias("moltbot.TaskView"), Immutable]
public sealed record TaskView
{
    /// <summary>Its id.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary><c>queued</c>, <c>delayed</c>, <c>running</c>, <c>done</c>, <c>dead</c> or <c>cancelled</c>.</summary>
    [Id(1)] public required string Status { get; init; }

    /// <summary>The agent.</summary>
    [Id(2)] public required string AgentId { get; init; }

    /// <summary>What it is told.</summary>
    [Id(3)] public required string Message { get; init; }

    /// <summary>Higher ones go first.</summary>
    [Id(4)] public required int Priority { get; init; }

    /// <summary>How often it was tried since it was queued.</summary>
    [Id(5)] public required int Attempts { get; init; }

    /// <summary>How often it may be.</summary>
    [Id(6)] public required int MaxAttempts { get; init; }

    /// <summary>Its key; null for none.</summary>
    [Id(7)] public string? Key { get; init; }

    /// <summary>Who queued it.</summary>
    [Id(8)] public required string CreatedBy { get; init; }

    /// <summary>When it was queued, epoch milliseconds.</summary>
    [Id(9)] public required long CreatedAt { get; init; }

    /// <summary>When a delayed one is due, epoch milliseconds.</summary>
    [Id(10)] public long? NotBefore { get; init; }

    /// <summary>When its last attempt began, epoch milliseconds.</summary>
    [Id(11)] public long? StartedAt { get; init; }

    /// <summary>When it became done, dead or cancelled, epoch milliseconds.</summary>
    [Id(12)] public long? EndedAt { get; init; }

    /// <summary>The session that it runs in.</summary>
    [Id(13)] public required string SessionKey { get; init; }

    /// <summary>The run of its last attempt; null before the first.</summary>
    [Id(14)] public string? RunId { get; init; }

    /// <summary>What its last attempt said, cut.</summary>
    [Id(15)] public string? Result { get; init; }

    /// <summary>Why its last attempt failed, cut.</summary>
    [Id(16)] public string? Error { get; init; }

    /// <summary>Its place in the order of acceptance; pages of a list go by it.</summary>
    [Id(17)] public required long Order { get; init; }
}
