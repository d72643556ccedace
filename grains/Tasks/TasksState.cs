namespace Moltbot.Grains.Tasks;

/// <summary>The row of a tenant's task queue; the tasks themselves are in a table. There is none while no task is open.</summary>
[GenerateSerializer, Alias("moltbot.TasksState")]
public sealed record TasksState
{
    /// <summary>Attempts that were begun and not settled.</summary>
    [Id(0)] public IReadOnlyList<TaskAttempt> Attempts { get; init; } = [];

    /// <summary>From when on the reminder ticks, epoch milliseconds; null while there is none.</summary>
    [Id(1)] public long? RemindedFrom { get; init; }
}
