namespace Moltbot.GrainInterfaces.Tasks;

/// <summary>A task to be queued: a message for an agent.</summary>
[GenerateSerializer, Alias("moltbot.TaskOrder"), Immutable]
public sealed record TaskOrder
{
    /// <summary>Longest message, UTF-16 units.</summary>
    public const int MaxMessage = 16_000;

    /// <summary>Longest key, UTF-16 units.</summary>
    public const int MaxKey = 256;

    /// <summary>The highest priority; its negative is the lowest.</summary>
    public const int MaxPriority = 100;

    /// <summary>The longest delay, milliseconds: a year.</summary>
    public const long MaxDelayMs = 366L * 24 * 3_600_000;

    /// <summary>The most attempts.</summary>
    public const int MaxAttemptsLimit = 20;

    /// <summary>The attempts of a task that names none.</summary>
    public const int DefaultAttempts = 5;

    /// <summary>What the agent is told.</summary>
    [Id(0)] public required string Message { get; init; }

    /// <summary>The agent; null for the default one.</summary>
    [Id(1)] public string? AgentId { get; init; }

    /// <summary>Higher ones go first; 0 where nothing is said.</summary>
    [Id(2)] public int Priority { get; init; }

    /// <summary>Not to be begun before so many milliseconds from now.</summary>
    [Id(3)] public long DelayMs { get; init; }

    /// <summary>While a task with this key is open another one is not queued; null for no such bond.</summary>
    [Id(4)] public string? Key { get; init; }

    /// <summary>How often it is tried; null for <see cref="DefaultAttempts"/>.</summary>
    [Id(5)] public int? MaxAttempts { get; init; }
}
