using Moltbot.GrainInterfaces.Security;
using Orleans.Concurrency;

namespace Moltbot.GrainInterfaces.Approvals;

/// <summary>
/// One request for an approval. It ends once, whoever answers at the same time and whatever crashes; what it allows is redeemed once.
/// Key: <see cref="GrainKey.ForBucket"/> with the approval's id.
/// </summary>
[Alias("moltbot.IApprovalGrain")]
public interface IApprovalGrain : IGrainWithStringKey
{
    /// <summary>Asks for an agent. What may run is decided anew here: the asker's word for it is not enough.</summary>
    /// <param name="id">The approval; asked again for the same run it is the same request.</param>
    /// <param name="ask">What is asked.</param>
    [Access(CallerRole.Grain), Alias("Ask")]
    Task<ApprovalOpening> Ask(string id, ApprovalAsk ask);

    /// <summary>Asks for a client.</summary>
    /// <param name="id">The approval; one that was used is refused.</param>
    /// <param name="request">What is asked.</param>
    [Access(Scope.Approvals), Alias("Open")]
    Task<ApprovalOpening> Open(string id, ApprovalRequest request);

    /// <summary>The request; null when there is none. One whose time is over has ended.</summary>
    [Access(Scope.Approvals, AlsoGateway = true), Alias("Show")]
    Task<ApprovalView?> Show();

    /// <summary>The same, when it has ended; after a while also while it is open: ask again. Null when there is none.</summary>
    [Access(CallerRole.Grain), AlwaysInterleave, Alias("WhenEnded")]
    Task<ApprovalView?> WhenEnded();

    /// <summary>A client's answer.</summary>
    /// <param name="decision">A word of protocol §5.6, or <c>allow-session</c>.</param>
    /// <param name="name">What the client calls itself.</param>
    [Access(Scope.Approvals), Alias("Answer")]
    Task<ApprovalReceipt> Answer(string decision, string? name);

    /// <summary>A chat's answer; whether its sender is an approver is judged here.</summary>
    [Access(CallerRole.Grain), Alias("AnswerFromChat")]
    Task<ApprovalReceipt> AnswerFromChat(ChatAnswer answer);

    /// <summary>The permission to run what was approved, once and soon; null when there is none, or this is another run.</summary>
    [Access(CallerRole.Grain), Alias("Redeem")]
    Task<ExecGrant?> Redeem(ExecCall call);

    /// <summary>The decision of a client's own request, once and soon, for the same run on a node; null when there is none.</summary>
    /// <param name="request">The run as it was asked about.</param>
    /// <param name="principal">Whose run it is: nobody else's approval counts.</param>
    [Access(CallerRole.Grain), Alias("RedeemOwn")]
    Task<string?> RedeemOwn(ApprovalRequest request, string principal);

    /// <summary>
    /// Its asker does not want it any more: ends the request, or makes worthless what was allowed and not redeemed. Of a withdrawal and a
    /// redemption at the same time one succeeds. False when there is nothing to withdraw: it was denied, redeemed or withdrawn, or is over.
    /// </summary>
    [Access(CallerRole.Grain), Alias("Withdraw")]
    Task<bool> Withdraw();

    /// <summary>
    /// Does what is left to do, expiring among it, and tells the queue when nothing is left for ever.
    /// </summary>
    /// <param name="id">The approval.</param>
    /// <param name="isUnseen">Nobody was shown it: the alarm is raised unless a chat was told where somebody can answer.</param>
    [Access(CallerRole.Grain), Alias("Settle")]
    Task Settle(string id, bool isUnseen);

    /// <summary>
    /// Removes what ended and was told, and is worth nothing any more, and tells the queue when nothing is left. Its records stay in the
    /// audit chain; its id may be used again.
    /// </summary>
    /// <param name="id">The approval.</param>
    [Access(CallerRole.Grain), Alias("Forget")]
    Task Forget(string id);
}
