using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Tasks;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Tasks;

/// <summary>The task queue of the tenant of a <see cref="SessionHost"/>.</summary>
internal static class TaskRig
{
    public static ITasksGrain Tasks(this SessionHost host) => host.Grain<ITasksGrain>(SessionHost.Tenant);

    public static async Task<TaskView> AddTask(this SessionHost host, string message, Func<TaskOrder, TaskOrder>? change = null)
    {
        var order = new TaskOrder { Message = message };
        TaskAddition added = await host.Tasks().Add(change?.Invoke(order) ?? order);
        added.Refusal.ShouldBeNull();
        return added.Task!;
    }

    /// <summary>The task, once it stands there.</summary>
    public static async Task<TaskView> TaskOnce(this SessionHost host, string id, string status)
    {
        TaskView? task = null;
        try
        {
            await Waits.Until(async () => (task = await host.Tasks().Show(id))?.Status == status, $"the task is {status}");
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"the task is {task?.Status}: {task?.Error}", late);
        }

        return task!;
    }

    public static async Task<IReadOnlyList<string>> TaskAudit(this SessionHost host) =>
        [.. (await host.Grain<IAuditGrain>(SessionHost.Tenant).Tail(100)).Select(static record => record.Entry.Action).Where(static action => action.StartsWith("task.", StringComparison.Ordinal))];
}
