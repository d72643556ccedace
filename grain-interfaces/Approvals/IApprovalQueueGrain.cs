using Moltbot.GrainInterfaces.Security;

namespace Moltbot.GrainInterfaces.Approvals;

/// <summary>The requests that wait, so that none is forgotten when nobody asks for it. Key: <see cref="GrainKey.ForTenant"/>.</summary>
[Alias("moltbot.IApprovalQueueGrain")]
public interface IApprovalQueueGrain : IGrainWithStringKey
{
    /// <summary>A request is about to be stored. Why it may not wait; null when it may.</summary>
    /// <param name="id">The request; one that waits already takes no other place.</param>
    /// <param name="expiresAt">When it ends unanswered, epoch milliseconds.</param>
    /// <param name="askedBy">Who asks: one asker may have so many waiting.</param>
    /// <param name="sessionKey">The session that asks, which may have so many too; null for a client.</param>
    [Access(CallerRole.Grain), Alias("Add")]
    Task<string?> Add(string id, long expiresAt, string askedBy, string? sessionKey);

    /// <summary>Everything about it is done.</summary>
    [Access(CallerRole.Grain), Alias("Remove")]
    Task Remove(string id);

    /// <summary>It ended long ago and nothing is left of it.</summary>
    [Access(CallerRole.Grain), Alias("Forgotten")]
    Task Forgotten(string id);

    /// <summary>A gateway has shown it to somebody who may answer.</summary>
    [Access(CallerRole.Gateway), Alias("Shown")]
    Task Shown(string id);

    /// <summary>The ids that wait, oldest first.</summary>
    [Access(Scope.Approvals, AlsoGateway = true), Alias("List")]
    Task<IReadOnlyList<string>> List();

    /// <summary>
    /// The request that a chat means: its id, or the first eight characters of it where they are one's only; null when none waits or
    /// ended lately that has it.
    /// </summary>
    [Access(CallerRole.Grain), Alias("Find")]
    Task<string?> Find(string idOrBeginning);

    /// <summary>Keeps a client's own grant for the run that it is for, see <see cref="IApprovalGrain.RedeemOwn"/>.</summary>
    /// <param name="id">The approval.</param>
    /// <param name="run">The run.</param>
    /// <param name="until">When it is worth nothing any more, epoch milliseconds.</param>
    /// <param name="askedBy">Whose it is: one asker's grants push out no other's while there is room.</param>
    [Access(CallerRole.Grain), Alias("KeepGrant")]
    Task KeepGrant(string id, string run, long until, string askedBy);

    /// <summary>The ids of the grants kept for a run.</summary>
    [Access(CallerRole.Grain), Alias("GrantsFor")]
    Task<IReadOnlyList<string>> GrantsFor(string run);
}
