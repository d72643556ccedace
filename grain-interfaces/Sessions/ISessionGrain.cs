using Moltbot.GrainInterfaces.Security;
using Orleans.Concurrency;

namespace Moltbot.GrainInterfaces.Sessions;

/// <summary>
/// One conversation: its entry, its queue of turns, the run in progress and the head of its transcript. Key:
/// <see cref="GrainKey.ForSession"/>. One turn runs at a time; a turn outlives the call that asked for it.
/// </summary>
[Alias("moltbot.ISessionGrain")]
public interface ISessionGrain : IGrainWithStringKey
{
    /// <summary>
    /// Stores a turn and returns; what comes of it is told by events. The same run id again answers what became of the first.
    /// </summary>
    [Access(Scope.Write, AlsoGateway = true), Alias("Enqueue")]
    Task<TurnReceipt> Enqueue(TurnRequest request);

    /// <summary>
    /// Gives a message that waits in the queue its new text, or takes it out, of what was overheard as well; false when it does not wait
    /// (any more): what was read is not unread.
    /// </summary>
    [Access(CallerRole.Grain), Alias("Revise")]
    Task<bool> Revise(MessageRevision revision);

    /// <summary>Aborts the run in progress and drops what is queued, or one run only.</summary>
    /// <param name="runId">The run; null for whatever runs.</param>
    /// <param name="stopReason"><c>rpc</c> or <c>stop</c>.</param>
    [Access(Scope.Write), AlwaysInterleave, Alias("Abort")]
    Task<AbortReceipt> Abort(string? runId, string stopReason);

    /// <summary>The session as stored; null when there is none.</summary>
    [Access(Scope.Read, AlsoGateway = true), AlwaysInterleave, Alias("Entry")]
    Task<SessionEntry?> Entry();

    /// <summary>What it tells of itself; null when there is no session.</summary>
    [Access(CallerRole.Grain), AlwaysInterleave, Alias("Status")]
    Task<SessionStanding?> Status();

    /// <summary>Whether a run goes on that nobody has stopped.</summary>
    [Access(CallerRole.Grain), AlwaysInterleave, Alias("IsRunning")]
    Task<bool> IsRunning(string runId);

    /// <summary>A run of this session, when it has ended; after a while also while it goes on: ask again. Null when it is unknown or too old.</summary>
    [Access(CallerRole.Grain), AlwaysInterleave, Alias("WhenEnded")]
    Task<RunStatus?> WhenEnded(string runId);

    /// <summary>
    /// Calls one tool as a program asks for it, under the session's policy: no turn, nothing in the transcript, 25 s at most. Of tools there are those that
    /// only ask; files, programs, other sessions and chats are not reached by it (attack E14).
    /// </summary>
    [Access(Scope.Write), AlwaysInterleave, Alias("Invoke")]
    Task<ToolInvocationAnswer> Invoke(ToolInvocation invocation);

    /// <summary>The newest messages, oldest first.</summary>
    /// <param name="limit">1 to 1000.</param>
    [Access(Scope.Read, AlsoGateway = true), Alias("History")]
    Task<TranscriptPage> History(int limit);

    /// <summary>Changes the session's settings; makes the session when there is none.</summary>
    /// <exception cref="SessionRefusedException">The label is taken, or the model is not allowed.</exception>
    [Access(Scope.Admin), Alias("Patch")]
    Task<SessionEntry> Patch(SessionPatch patch);

    /// <summary>Begins a new transcript and keeps the preferences that protocol §5.2 lists.</summary>
    /// <param name="sessionKey">The canonical session key.</param>
    [Access(Scope.Admin), Alias("Reset")]
    Task<SessionEntry> Reset(string sessionKey);

    /// <summary>Deletes the session: aborts its run, clears its queue, forgets its entry.</summary>
    [Access(Scope.Admin), AlwaysInterleave, Alias("Delete")]
    Task<SessionDeletion> Delete(bool deleteTranscript);

    /// <summary>Keeps the newest lines of the transcript only; what is cut stays archived.</summary>
    [Access(Scope.Admin), Alias("Compact")]
    Task<SessionCompaction> Compact(int maxLines);

    /// <summary>Appends a message as the assistant's without a run; null when there is no such session.</summary>
    [Access(Scope.Admin), Alias("Inject")]
    Task<string?> Inject(string sessionKeyAsSent, string message, string? label);

    /// <summary>Appends what was sent from elsewhere (method <c>send</c>) to the transcript.</summary>
    [Access(CallerRole.Grain), Alias("Mirror")]
    Task Mirror(string sessionKey, string text);

    /// <summary>Adds a line that the next turn's prompt begins with; at most 20 are kept, the same text twice in a row once.</summary>
    [Access(Scope.Admin, AlsoGateway = true), Alias("AddSystemEvent")]
    Task AddSystemEvent(string sessionKey, string text);

    /// <summary>The same for what must be told once however often it is handed over.</summary>
    /// <param name="sessionKey">The canonical session key.</param>
    /// <param name="id">Names what is told; one that is known is told already.</param>
    /// <param name="text">The line.</param>
    /// <param name="incarnation">The <see cref="SessionEntry.Incarnation"/> that it is for, no other session of the key is told; null for any.</param>
    [Access(CallerRole.Grain), Alias("Note")]
    Task Note(string sessionKey, string id, string text, string? incarnation = null);

    /// <summary>
    /// Keeps what was said in the session's group without being meant for the assistant, for the next prompt: as many messages as
    /// <c>historyLimit</c> says (50; 0 keeps none).
    /// </summary>
    [Access(CallerRole.Grain), Alias("Overhear")]
    Task Overhear(OverheardMessage message);

    /// <summary>A reply that was handed to a channel did not arrive, or nobody knows: its outcome is <c>failed</c> or <c>unknown</c>.</summary>
    [Access(CallerRole.Grain), Alias("DeliveryReported")]
    Task DeliveryReported(string runId, string outcome, string? messageId);

    /// <summary>Looks for turns that wait in the store and runs them: after a crash nobody else may ask for the session.</summary>
    /// <param name="sessionKey">The canonical session key.</param>
    [Access(CallerRole.Grain), Alias("Resume")]
    Task Resume(string sessionKey);
}
