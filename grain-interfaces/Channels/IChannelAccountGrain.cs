using Moltbot.GrainInterfaces.Security;

namespace Moltbot.GrainInterfaces.Channels;

/// <summary>
/// One account of one IM channel: who holds its connection, what came in, what goes out. Key: <see cref="GrainKey.ForAccount"/>.
/// </summary>
[Alias("moltbot.IChannelAccountGrain")]
public interface IChannelAccountGrain : IGrainWithStringKey
{
    /// <summary>Takes, keeps or refuses the right to run the account's connection.</summary>
    /// <param name="gatewayId">Who asks.</param>
    /// <param name="heldFence">
    /// The fence of the lease to keep: granted again or, once that lease is over, refused. 0 asks for a new lease: it has a fence of
    /// its own even when the asker had the last one, and what is in flight under that one counts as unknown.
    /// </param>
    [Access(CallerRole.Gateway), Alias("AcquireLease")]
    Task<ConnectionLease> AcquireLease(string gatewayId, long heldFence = 0);

    /// <summary>Gives the right back.</summary>
    [Access(CallerRole.Gateway), Alias("ReleaseLease")]
    Task ReleaseLease(string gatewayId, long fence);

    /// <summary>
    /// How much may be fetched of a message's pictures before it is received; null for nothing. Nothing is fetched of a stranger's message, of one that nobody answers, nor of one that
    /// came before.
    /// </summary>
    /// <param name="message">The message, with what is offered.</param>
    [Access(CallerRole.Gateway), Alias("PicturesOf")]
    Task<PictureAllowance?> PicturesOf(InboundMessage message);

    /// <summary>
    /// Stores an update and returns; only then may the platform be told that it arrived. The same update id again has no effect.
    /// </summary>
    /// <param name="message">The update.</param>
    /// <param name="fence">
    /// The lease that it came by; 0 for none, as over a webhook. Only who has the lease says where the platform's stream stands.
    /// </param>
    [Access(CallerRole.Gateway), Alias("Receive")]
    Task<ReceiveResult> Receive(InboundMessage message, long fence = 0);

    /// <summary>The next messages to send, oldest first and at most one for each chat; they count as in flight from now on.</summary>
    /// <param name="fence">The lease's.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="inFlight">
    /// What the caller has of earlier claims and has not reported yet. What else was claimed under this fence went lost with its
    /// answer: nobody can have sent it, so it is handed out again.
    /// </param>
    /// <exception cref="LeaseLostException">The fence is not the current one.</exception>
    [Access(CallerRole.Gateway), Alias("ClaimOutbox")]
    Task<OutboxClaim> ClaimOutbox(long fence, int limit, IReadOnlyList<string> inFlight);

    /// <summary>Tells what became of messages in flight.</summary>
    [Access(CallerRole.Gateway), Alias("ReportOutbox")]
    Task ReportOutbox(long fence, IReadOnlyList<OutboundReport> reports);

    /// <summary>Tells how the connection stands.</summary>
    [Access(CallerRole.Gateway), Alias("ReportConnection")]
    Task ReportConnection(long fence, ConnectionReport report);

    /// <summary>Puts a message into the outbox; the same id again has no effect.</summary>
    [Access(Scope.Write), Alias("Send")]
    Task<SendReceipt> Send(OutboundMessage message);

    /// <summary>What became of a message; null when it is unknown.</summary>
    [Access(Scope.Write), Alias("FindSend")]
    Task<SendReceipt?> FindSend(string id);

    /// <summary>The assistant begins or stops to type in the course of a run.</summary>
    [Access(CallerRole.Grain), Alias("SetTyping")]
    Task SetTyping(string chatId, string? threadId, bool typing, string? runId);

    /// <summary>How the account stands.</summary>
    [Access(Scope.Read, AlsoGateway = true), Alias("Status")]
    Task<ChannelAccountStatus> Status();

    /// <summary>Ends the connection until the account is configured again; true when it ran.</summary>
    [Access(Scope.Admin), Alias("Logout")]
    Task<bool> Logout();
}
