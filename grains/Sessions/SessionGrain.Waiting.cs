using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Sessions.Runs;
using Moltbot.Storage.Turns;

namespace Moltbot.Grains.Sessions;

/// <content>Whoever sent a message waits here for its answer, in memory: waiting writes nothing, and who waited and went left nothing.</content>
internal sealed partial class SessionGrain
{
    /// <summary>Below the 30 s after which an engine gives a call up.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    /// <summary>The end of the next run; null while nobody waits for any.</summary>
    private TaskCompletionSource? _nextEnd;

    /// <inheritdoc/>
    public async Task<RunStatus?> WhenEnded(string runId)
    {
        long began = Time.GetTimestamp();
        while (true)
        {
            // Taken before the store is asked: what ends meanwhile is not waited for.
            Task next = (_nextEnd ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            TurnRow? row = await _services.Turns.FindAsync(Tenant, runId);
            TimeSpan left = LongestWait - Time.GetElapsedTime(began);
            if (row is not { IsOpen: true } || row.SessionKey != _sessionKey || left <= TimeSpan.Zero)
            {
                return row is null || row.SessionKey != _sessionKey ? null : RunOutcomes.Of(row);
            }

            try
            {
                // An engine that stops waits for its calls.
                await next.WaitAsync(left, Time, _services.Process.ApplicationStopping);
            }
            catch (TimeoutException)
            {
                // The store says where it stands.
            }
        }
    }

    /// <summary>A run has ended and that is stored.</summary>
    private void TellWaiting()
    {
        _nextEnd?.TrySetResult();
        _nextEnd = null;
    }
}
