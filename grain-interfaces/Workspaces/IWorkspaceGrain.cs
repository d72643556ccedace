using Moltbot.GrainInterfaces.Security;
using Orleans.Concurrency;

namespace Moltbot.GrainInterfaces.Workspaces;

/// <summary>
/// An agent's workspace in the store: which runner may write to it, and what is brought to runners and back. One step after the other; whoever asks for a
/// long one is told null meanwhile and asks again. Key: <see cref="GrainKey.ForAgent"/>.
/// </summary>
[Alias("moltbot.IWorkspaceGrain")]
public interface IWorkspaceGrain : IGrainWithStringKey
{
    /// <summary>Has a runner have a current copy; null while that goes on: ask again with the same request.</summary>
    [Access(CallerRole.Grain), AlwaysInterleave, Alias("Take")]
    Task<WorkspaceTaken?> Take(WorkspaceTake request);

    /// <summary>Stores what a runner changed in the copy that it writes to, under its fence; null while that goes on: ask again with the same id.</summary>
    /// <param name="requestId">Names the request.</param>
    /// <param name="runner">The runner.</param>
    /// <param name="fence">Its fence. Where the workspace has another one by now nothing is stored.</param>
    [Access(CallerRole.Grain), AlwaysInterleave, Alias("Keep")]
    Task<WorkspaceKept?> Keep(string requestId, string runner, long fence);

    /// <summary>Stores what the runner changed that may write, as far as it can be asked. Not waited for.</summary>
    [Access(CallerRole.Grain), AlwaysInterleave, Alias("KeepSoon")]
    Task KeepSoon();
}
