using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Sessions;

namespace Moltbot.Gateway.Methods.Agents;

/// <summary>
/// Waits for a run's end. Its event answers at once; since an event can be lost with the gateway's subscription, the store is
/// asked now and then too.
/// </summary>
internal sealed class RunOutcome(ITenantViews views, TimeProvider time)
{
    /// <summary>How often the store is asked. Arbitrary: rare beside the runs themselves, and short beside a person's patience.</summary>
    internal static readonly TimeSpan Recheck = TimeSpan.FromSeconds(10);

    /// <summary>Begins to listen; the run may be started after this.</summary>
    public IEventWait<RunCompletedEvent> Listen(string tenant, string runId) =>
        views.Expect<RunCompletedEvent>(tenant, completed => completed.Run.RunId == runId);

    /// <summary>The run's outcome; null when the time is over first.</summary>
    /// <param name="wait">From <see cref="Listen"/>.</param>
    /// <param name="index">The tenant's sessions.</param>
    /// <param name="runId">The run.</param>
    /// <param name="patience">How long; <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    public async Task<RunStatus?> Of(
        IEventWait<RunCompletedEvent> wait, ISessionIndexGrain index, string runId, TimeSpan patience, CancellationToken cancellationToken)
    {
        long began = time.GetTimestamp();
        while (true)
        {
            if (await index.FindRun(runId) is { } known && HasEnded(known))
            {
                return known;
            }

            TimeSpan left = patience == Timeout.InfiniteTimeSpan ? Recheck : patience - time.GetElapsedTime(began);
            if (left <= TimeSpan.Zero)
            {
                return null;
            }

            if (await wait.Within(left < Recheck ? left : Recheck, cancellationToken) is { } completed)
            {
                return completed.Run;
            }
        }
    }

    public static bool HasEnded(RunStatus run) => run.State is not (RunState.Queued or RunState.Running);

    public static bool HasFailed(RunStatus run) => run.State is RunState.Error or RunState.Interrupted or RunState.TimedOut;
}
