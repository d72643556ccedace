namespace Moltbot.GrainInterfaces.Tasks;

/// <summary>Which tasks to list.</summary>
[GenerateSerializer, Alias("moltbot.TaskQuery"), Immutable]
public sealed record TaskQuery
{
    /// <summary>Only those of a <see cref="TaskView.Status"/>; null for all.</summary>
    [Id(0)] public string? Status { get; init; }

    /// <summary>At most this many, 1 to 200, newest first.</summary>
    [Id(1)] public int Limit { get; init; } = 50;

    /// <summary>Only those before this <see cref="TaskView.Order"/>: the next page.</summary>
    [Id(2)] public long? BeforeOrder { get; init; }
}
