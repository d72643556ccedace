using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.Gateway.Channels.Accounts;

/// <summary>
/// Keeps a lease by asking for it again, and knows when it has to count as lost: our clock starts before the grain's and stops
/// earlier, so that we have stopped before somebody else is let in.
/// </summary>
internal sealed class LeaseKeeper(AccountClient grain, TimeProvider time)
{
    /// <summary>How often the lease is renewed.</summary>
    public static readonly TimeSpan Interval = ConnectionLease.Life / 3;

    private static readonly TimeSpan Margin = ConnectionLease.Life / 6;

    /// <summary>Completes when the lease is lost.</summary>
    /// <param name="fence">The lease to keep.</param>
    /// <param name="askedAt">The timestamp from before the call that won it.</param>
    /// <param name="stop">Ends the keeping.</param>
    public async Task KeepUntilLost(long fence, long askedAt, CancellationToken stop)
    {
        while (true)
        {
            var left = ConnectionLease.Life - Margin - time.GetElapsedTime(askedAt);
            if (left <= TimeSpan.Zero)
            {
                return;
            }

            await Task.Delay(left < Interval ? left : Interval, time, stop);
            var asked = time.GetTimestamp();
            switch (await TryRenew(fence, askedAt, stop))
            {
                case { Granted: true }:
                    askedAt = asked;
                    break;
                case not null:
                    return;
            }
        }
    }

    /// <summary>Null when the grain could not be asked.</summary>
    private async Task<ConnectionLease?> TryRenew(long fence, long askedAt, CancellationToken stop)
    {
        var left = ConnectionLease.Life - Margin - time.GetElapsedTime(askedAt);
        try
        {
            return left <= TimeSpan.Zero ? null : await grain.Renew(fence).WaitAsync(left, time, stop);
        }
        catch (Exception) when (!stop.IsCancellationRequested)
        {
            return null;
        }
    }
}
