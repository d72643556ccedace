using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Sessions;
using Orleans.Concurrency;

namespace Moltbot.GrainInterfaces.Cron;

/// <summary>One job: what it does, when it is due next, and its last runs. Key: <see cref="GrainKey.ForBucket"/> of its id.</summary>
[Alias("moltbot.ICronJobGrain")]
public interface ICronJobGrain : IGrainWithStringKey
{
    /// <summary>Stores a new job.</summary>
    /// <param name="id">Its id, which the key is made of.</param>
    /// <param name="specJson">What it does and when, in the form of protocol §5.8.</param>
    /// <param name="target">The chat that it names, found by whoever asks; null when it names none.</param>
    [Access(Scope.Admin), Alias("Add")]
    Task<CronChange> Add(string id, string specJson, ReplyTarget? target);

    /// <summary>Replaces what it does and when.</summary>
    /// <param name="specJson">The whole, after the change.</param>
    /// <param name="target">As for <see cref="Add"/>.</param>
    /// <param name="revision">The <see cref="CronJobView.Revision"/> that the change was made over; nothing is changed over another one.</param>
    [Access(Scope.Admin), Alias("Update")]
    Task<CronChange> Update(string specJson, ReplyTarget? target, long revision);

    /// <summary>Deletes it; false when there is none. A run that has begun goes on.</summary>
    [Access(Scope.Admin), Alias("Remove")]
    Task<bool> Remove();

    /// <summary>Runs it, and returns when the run has begun; of a line for the main session when it is there.</summary>
    /// <param name="isForced">Whether also when it is not due.</param>
    [Access(Scope.Admin), Alias("Run")]
    Task<CronStart> Run(bool isForced);

    /// <summary>Stores a new job that a turn makes by its tool.</summary>
    /// <param name="id">Its id, which the key is made of.</param>
    /// <param name="specJson">What it does and when, in the form of protocol §5.8; it names no chat.</param>
    /// <param name="maker">The turn.</param>
    [Access(CallerRole.Grain), Alias("Make")]
    Task<CronChange> Make(string id, string specJson, CronMaker maker);

    /// <summary>Changes it for a turn. What is not there for the turn is refused like what there is not.</summary>
    /// <param name="patchJson">The change. A payload replaces the whole of the old one, and makes the turn the job's maker: a job's words have the powers of who wrote them.</param>
    /// <param name="asker">Who asks.</param>
    [Access(CallerRole.Grain), Alias("Amend")]
    Task<CronChange> Amend(string patchJson, CronAsker asker);

    /// <summary>Deletes it for a turn; false when there is none for it.</summary>
    [Access(CallerRole.Grain), Alias("RemoveFor")]
    Task<bool> RemoveFor(CronAsker asker);

    /// <summary>Runs it for a turn, also when it is not due; unknown when there is none for it.</summary>
    [Access(CallerRole.Grain), Alias("RunFor")]
    Task<CronStart> RunFor(CronAsker asker);

    /// <summary>The job as a turn sees it; null when there is none for it.</summary>
    [Access(CallerRole.Grain), AlwaysInterleave, Alias("ShowTo")]
    Task<CronJobView?> ShowTo(CronAsker asker);

    /// <summary>The job; null when there is none.</summary>
    [Access(Scope.Read), AlwaysInterleave, Alias("Show")]
    Task<CronJobView?> Show();

    /// <summary>Its last runs, oldest first.</summary>
    /// <param name="limit">How many at most.</param>
    [Access(Scope.Read), AlwaysInterleave, Alias("Runs")]
    Task<IReadOnlyList<CronRun>> Runs(int limit);

    /// <summary>A run that it began has its outcome.</summary>
    [Access(CallerRole.Grain), Alias("Ended")]
    Task Ended(RunStatus outcome);

    /// <summary>It was due while as many jobs ran as may, and may run now.</summary>
    [Access(CallerRole.Grain), Alias("Enter")]
    Task Enter();
}
