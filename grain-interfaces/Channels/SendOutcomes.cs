namespace Moltbot.GrainInterfaces.Channels;

/// <summary>Waiting for what becomes of a message that was put into an account's outbox.</summary>
public static class SendOutcomes
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Where the message stands when the platform has answered, or when it was waited for long enough.</summary>
    /// <param name="account">The account whose outbox has it.</param>
    /// <param name="receipt">Where it stands now.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the waiting; the message goes its way.</param>
    /// <exception cref="OperationCanceledException">The waiting was ended.</exception>
    public static async Task<SendReceipt> Outcome(
        this IChannelAccountGrain account, SendReceipt receipt, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        long began = time.GetTimestamp();
        TimeSpan pause = FirstLook;
        while (receipt.Outcome is OutboundOutcome.Queued or OutboundOutcome.InFlight or OutboundOutcome.Retry && time.GetElapsedTime(began) < patience)
        {
            await Task.Delay(pause, time, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            receipt = await account.FindSend(receipt.Id) ?? receipt;
        }

        return receipt;
    }
}
