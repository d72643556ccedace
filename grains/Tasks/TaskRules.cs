using Moltbot.GrainInterfaces.Tasks;
using Moltbot.Storage.Tasks;

namespace Moltbot.Grains.Tasks;

/// <summary>What may be queued, and the names of where tasks stand.</summary>
internal static class TaskRules
{
    private static readonly (TaskState State, string Name)[] States =
    [
        (TaskState.Queued, "queued"), (TaskState.Delayed, "delayed"), (TaskState.Running, "running"),
        (TaskState.Done, "done"), (TaskState.Dead, "dead"), (TaskState.Cancelled, "cancelled"),
    ];

    /// <summary>Why a task cannot be queued; null when it can.</summary>
    public static string? RefusalOf(TaskOrder order) =>
        string.IsNullOrWhiteSpace(order.Message) ? "a task needs a message"
        : order.Message.Length > TaskOrder.MaxMessage ? $"the message is too long ({order.Message.Length} > {TaskOrder.MaxMessage} characters)"
        : order.Key is { } key && (key.Length is 0 or > TaskOrder.MaxKey || key.Any(char.IsControl)) ? $"a key has 1 to {TaskOrder.MaxKey} characters, none of them a control character"
        : Math.Abs((long)order.Priority) > TaskOrder.MaxPriority ? $"the priority is {order.Priority}; it goes from {-TaskOrder.MaxPriority} to {TaskOrder.MaxPriority}"
        : order.DelayMs is < 0 or > TaskOrder.MaxDelayMs ? $"the delay is {order.DelayMs} ms; it goes from 0 to {TaskOrder.MaxDelayMs}"
        : order.MaxAttempts is < 1 or > TaskOrder.MaxAttemptsLimit ? $"the attempts are {order.MaxAttempts}; they go from 1 to {TaskOrder.MaxAttemptsLimit}"
        : null;

    public static string NameOf(TaskState state) => States.First(known => known.State == state).Name;

    /// <summary>The state of a name; null for none.</summary>
    /// <exception cref="ArgumentException">There is no such state.</exception>
    public static TaskState? StateOf(string? name) =>
        name is null ? null
        : States.FirstOrDefault(known => known.Name == name) is { Name: not null } found ? found.State
        : throw new ArgumentException($"There is no status '{name}'; there are {string.Join(", ", States.Select(static known => known.Name))}.", nameof(name));
}
