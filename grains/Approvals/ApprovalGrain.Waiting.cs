using Moltbot.GrainInterfaces.Approvals;

namespace Moltbot.Grains.Approvals;

/// <content>Whoever asked waits here for the end, in memory: waiting writes nothing, and who waited and went left nothing.</content>
internal sealed partial class ApprovalGrain
{
    /// <summary>Below the 30 s after which an engine gives a call up.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task<ApprovalView?> WhenEnded()
    {
        await Judge();
        if (State.View is { Status: ApprovalStatus.Open } open)
        {
            TimeSpan left = TimeSpan.FromMilliseconds(Math.Max(1, open.ExpiresAt - Now));
            try
            {
                // An engine that stops waits for its calls.
                await _ended.Task.WaitAsync(left < LongestWait ? left : LongestWait, Time, process.ApplicationStopping);
            }
            catch (Exception e) when (e is TimeoutException or OperationCanceledException)
            {
                await Judge();
            }
        }

        return State.View;
    }
}
