namespace Moltbot.GrainInterfaces.Tasks;

/// <summary>What became of a task that was to be queued.</summary>
[GenerateSerializer, Alias("moltbot.TaskAddition"), Immutable]
public sealed record TaskAddition
{
    /// <summary>The task, or the open one that has its key; null when it was refused.</summary>
    [Id(0)] public TaskView? Task { get; init; }

    /// <summary>Whether it was there already.</summary>
    [Id(1)] public bool IsExisting { get; init; }

    /// <summary>Why it was refused, for a person to read.</summary>
    [Id(2)] public string? Refusal { get; init; }
}
