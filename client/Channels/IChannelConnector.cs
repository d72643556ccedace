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

    /// <summary>Shows that the assistant types, for a few seconds. Failures do not matter.</summary>
    Task ShowTyping(string chatId, string? threadId, CancellationToken cancellation);
}
