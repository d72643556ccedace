using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces.Channels;
using Polly;
using Polly.Retry;

namespace Moltbot.Gateway.Channels.Accounts;

/// <summary>
/// Takes pieces out of an account's outbox, has them sent and reports what became of each. The grain gives at most one piece of a
/// chat at a time, which keeps their order; a piece whose outcome cannot be known is reported so and never sent again.
/// </summary>
internal sealed partial class OutboxPump
{
    /// <summary>How many chats are served at once.</summary>
    public const int MaxInFlight = 16;

    /// <summary>How often the outbox is looked at without being told; the telling may get lost.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    /// <summary>How long the platform may still answer after the pump was stopped.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(50);
    private static readonly OutboxClaim Nothing = new() { Items = [] };

    private readonly AccountAddress address;
    private readonly AccountClient grain;
    private readonly IChannelConnector connector;
    private readonly long fence;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly Signal signal;
    private readonly ResiliencePipeline reporting;

    public OutboxPump(
        AccountAddress address, AccountClient grain, IChannelConnector connector, long fence, TimeProvider time, ILogger logger)
    {
        this.address = address;
        this.grain = grain;
        this.connector = connector;
        this.fence = fence;
        this.time = time;
        this.logger = logger;
        signal = new Signal(time);
        reporting = new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = int.MaxValue,
            Delay = TimeSpan.FromMilliseconds(200),
            MaxDelay = TimeSpan.FromSeconds(10),
            BackoffType = DelayBackoffType.Exponential,
            ShouldHandle = arguments => ValueTask.FromResult(
                arguments.Outcome.Exception is not null and not LeaseLostException and not OperationCanceledException),
        }).Build();
    }

    /// <summary>There is something in the outbox.</summary>
    public void Wake() => signal.Set();

    /// <summary>Runs until stopped or until the lease is lost; returns after the pieces in flight are reported.</summary>
    public async Task Run(CancellationToken stop)
    {
        using var abort = new CancellationTokenSource();
        var inFlight = new List<(string Id, Task Sending)>();
        try
        {
            while (!stop.IsCancellationRequested)
            {
                inFlight.RemoveAll(static send => send.Sending.IsCompleted);
                var claim = await Claim(MaxInFlight - inFlight.Count, inFlight.ConvertAll(static send => send.Id));
                foreach (var item in claim.Items)
                {
                    inFlight.Add((item.Id, SendAndReport(item, stop, abort.Token)));
                }

                await signal.Wait(PauseAfter(claim), stop);
            }
        }
        catch (LeaseLostException)
        {
            LogLeaseLost(address);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped while waiting; what is in flight is seen to below.
        }
        finally
        {
            await Drain(inFlight.ConvertAll(static send => send.Sending), abort);
        }
    }

    /// <summary>Not at once, even for what is due: it may belong to a chat that somebody else is about to report.</summary>
    private static TimeSpan PauseAfter(OutboxClaim claim) => claim.NextDueMs is { } due
        ? TimeSpan.FromMilliseconds(Math.Clamp(due, ShortestPause.TotalMilliseconds, Interval.TotalMilliseconds))
        : Interval;

    private async Task<OutboxClaim> Claim(int limit, IReadOnlyList<string> inFlight)
    {
        if (limit <= 0)
        {
            return Nothing;
        }

        try
        {
            return await grain.Claim(fence, limit, inFlight);
        }
        catch (Exception error) when (error is not LeaseLostException)
        {
            LogClaimFailed(address, error.GetType().Name);
            return Nothing;
        }
    }

    private async Task SendAndReport(OutboundItem item, CancellationToken stop, CancellationToken abort)
    {
        var report = await Send(item, stop, abort);
        try
        {
            await Report(report, abort);
        }
        catch (Exception error)
        {
            // The grain finds the piece in flight under an old fence and marks it unknown.
            LogReportFailed(address, item.Id, error.GetType().Name);
        }
        finally
        {
            signal.Set();
        }
    }

    private async Task Report(OutboundReport report, CancellationToken abort)
    {
        try
        {
            // Tried once even when aborted, and repeated until then.
            await grain.Report(fence, report);
        }
        catch (Exception error) when (error is not LeaseLostException)
        {
            await reporting.ExecuteAsync(async _ => await grain.Report(fence, report), abort);
        }
    }

    private async Task<OutboundReport> Send(OutboundItem item, CancellationToken stop, CancellationToken abort)
    {
        try
        {
            return await connector.Send(item, stop, abort);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return new OutboundReport { Id = item.Id, Outcome = OutboundOutcome.Retry };
        }
        catch (Exception error)
        {
            LogSendFailed(address, item.Id, error.GetType().Name);
            return new OutboundReport { Id = item.Id, Outcome = OutboundOutcome.Unknown, Error = "the connector failed while sending" };
        }
    }

    private async Task Drain(List<Task> inFlight, CancellationTokenSource abort)
    {
        var all = Task.WhenAll(inFlight);
        using var grace = new CancellationTokenSource();
        await Task.WhenAny(all, Task.Delay(Grace, time, grace.Token));
        await grace.CancelAsync();
        if (!all.IsCompleted)
        {
            await abort.CancelAsync();
        }

        await all;
    }
}
