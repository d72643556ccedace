using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Sessions;
using Orleans.Concurrency;

namespace Moltbot.GrainInterfaces.Tasks;

/// <summary>
/// The tenant's task queue: messages for agents, each run in a session of its own, at most four at once, tried again when no model answered.
/// Key: <see cref="GrainKey.ForTenant"/>.
/// </summary>
[Alias("moltbot.ITasksGrain")]
public interface ITasksGrain : IGrainWithStringKey
{
    /// <summary>Queues a task; while one with its key is open, answers that one.</summary>
    [Access(Scope.Admin), Alias("Add")]
    Task<TaskAddition> Add(TaskOrder order);

    /// <summary>Takes an open task back and aborts its run; false when there is none.</summary>
    [Access(Scope.Admin), Alias("Cancel")]
    Task<bool> Cancel(string id);

    /// <summary>Queues a dead task anew, with all its attempts before it; false when it is not dead, an open one has its key, or no more may be open.</summary>
    [Access(Scope.Admin), Alias("Retry")]
    Task<bool> Retry(string id);

    /// <summary>A task; null when there is none.</summary>
    [Access(Scope.Read), AlwaysInterleave, Alias("Show")]
    Task<TaskView?> Show(string id);

    /// <summary>Tasks, newest first.</summary>
    [Access(Scope.Read), AlwaysInterleave, Alias("List")]
    Task<IReadOnlyList<TaskView>> List(TaskQuery query);

    /// <summary>The counters.</summary>
    [Access(Scope.Read), AlwaysInterleave, Alias("Count")]
    Task<TaskStatistics> Count();

    /// <summary>A run of a task has ended. What is not told is asked for.</summary>
    [Access(CallerRole.Grain), Alias("Ended")]
    Task Ended(RunStatus outcome);
}
