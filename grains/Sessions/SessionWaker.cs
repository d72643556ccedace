using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Storage.Turns;

namespace Moltbot.Grains.Sessions;

/// <summary>
/// Wakes sessions that have open turns: those of a process that died, since nobody else may ever ask for them. Every silo looks;
/// a session that runs already is left alone.
/// </summary>
internal sealed partial class SessionWaker(
    ITurnStore turns, IGrainFactory grains, TimeProvider time, ILogger<SessionWaker> logger) : BackgroundService
{
    private const int Page = 200;

    /// <summary>Between two looks. A message of a killed silo waits about that long at most.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>How long the outcome of a turn is known: longer than any client or platform repeats a request.</summary>
    internal static readonly TimeSpan Memory = TimeSpan.FromDays(7);

    private static readonly TimeSpan PruneInterval = TimeSpan.FromHours(1);

    private DateTimeOffset _pruneAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                try
                {
                    await Look(stoppingToken);
                    await Prune(stoppingToken);
                }
                catch (Exception e) when (!stoppingToken.IsCancellationRequested)
                {
                    // Whatever it is: a cancellation that is not ours is a store or a grain that took too long, and what leaves here
                    // would end the host.
                    LogFailed(e);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task Look(CancellationToken cancellationToken)
    {
        OpenSession? after = null;
        while (true)
        {
            IReadOnlyList<OpenSession> open = await turns.OpenSessionsAsync(after, Page, cancellationToken);
            foreach (OpenSession session in open)
            {
                await Wake(session, cancellationToken);
            }

            if (open.Count < Page)
            {
                return;
            }

            after = open[^1];
        }
    }

    private async Task Prune(CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (now >= _pruneAt)
        {
            await turns.PruneAsync(now - Memory, cancellationToken);
            _pruneAt = now + PruneInterval;
        }
    }

    private async Task Wake(OpenSession session, CancellationToken cancellationToken)
    {
        CallerContext.Use(CallerClaim.ForGrain(session.Tenant));
        try
        {
            string key = GrainKey.ForSession(session.Tenant, session.SessionKey).ToString();
            await grains.GetGrain<ISessionGrain>(key).Resume(session.SessionKey);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // An activation that is slow to start ends its calls as cancelled: the next session must not wait for that one.
            LogFailed(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A session with open turns could not be woken")]
    private partial void LogFailed(Exception error);
}
