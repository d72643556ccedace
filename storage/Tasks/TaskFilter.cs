namespace Moltbot.Storage.Tasks;

/// <summary>What to list; unset members do not filter.</summary>
public sealed record TaskFilter
{
    public TaskState? State { get; init; }

    /// <summary>Only tasks accepted before this <see cref="TaskRow.Order"/>: the next page.</summary>
    public long? BeforeOrder { get; init; }

    /// <summary>At most this many, newest first.</summary>
    public int Limit { get; init; } = 100;
}
