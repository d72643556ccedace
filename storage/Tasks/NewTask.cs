namespace Moltbot.Storage.Tasks;

/// <summary>A task to be stored. <paramref name="Id"/> is unique within the tenant: storing it again has no effect, also when it has ended.</summary>
public sealed record NewTask(string Id, ReadOnlyMemory<byte> Payload, DateTimeOffset CreatedAt)
{
    /// <summary>While a task with this key is open another one has no effect; null for no such bond. Not sealed.</summary>
    public string? UniqueKey { get; init; }

    /// <summary>Higher ones are taken first.</summary>
    public int Priority { get; init; }

    /// <summary>Not to be taken before; null for at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>How often it may be taken, from 1.</summary>
    public int MaxAttempts { get; init; } = 1;
}
