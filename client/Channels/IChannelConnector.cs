using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.Gateway.Channels;

/// <summary>The connection of one account, from winning the lease to losing it.</summary>
public interface IChannelConnector : IAsyncDisposable
{
    /// <summary>
    /// Receives until stopped. Failures of the platform are retried and reported inside; when it throws or returns, the
    /// account is started anew after a pause, perhaps on another gateway.
    /// </summary>
    Task Run(CancellationToken stop);

    /// <summary>Sends one piece, at the platform's pace. Called for at most one piece of a chat at a time.</summary>
    /// <param name="item">The piece.</param>
    /// <param name="stop">Gives up while nothing has left.</param>
    /// <param name="abort">Gives up waiting for the platform's answer; the outcome then is unknown.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="OperationCanceledException">Stopped, and for certain nothing has left.</exception>
    Task<OutboundReport> Send(OutboundItem item, CancellationToken stop, CancellationToken abort);

    /// <summary>Whether an answer may be shown there while it is being written.</summary>
    bool OffersDrafts(string chatId, string? threadId);

    /// <summary>Shows what is written of an answer so far, in the place of what was shown of it before. Not the message itself: that goes through the outbox.</summary>
    /// <param name="draft">What to show.</param>
    /// <param name="cancellation">The answer is there, or nobody answers any more.</param>
    /// <returns>False when nothing more of this run need be shown.</returns>
    Task<bool> ShowDraft(ChannelDraft draft, CancellationToken cancellation);

    /// <summary>Shows that the assistant types, for a few seconds. Failures do not matter.</summary>
    Task ShowTyping(string chatId, string? threadId, CancellationToken cancellation);
}
