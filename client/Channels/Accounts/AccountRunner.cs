using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Logs;
using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.Gateway.Channels.Accounts;

/// <summary>
/// One account on one gateway: tries for the lease, runs the connection while it has it, and lets go in order: stop
/// receiving, see to what is in flight, report, release.
/// </summary>
internal sealed partial class AccountRunner : IAsyncDisposable
{
    /// <summary>How often a gateway without the lease asks for it.</summary>
    public static readonly TimeSpan RetryInterval = ConnectionLease.Life / 3;

    /// <summary>The pause after a connection ended by itself.</summary>
    public static readonly TimeSpan RestartPause = TimeSpan.FromSeconds(5);

    private readonly AccountAddress address;
    private readonly ChannelAccountSetup setup;
    private readonly AccountClient grain;
    private readonly TimeProvider time;
    private readonly ILoggerFactory loggers;
    private readonly ILogger logger;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task running;
    private volatile HeldConnection? held;

    public AccountRunner(
        AccountAddress address, ChannelAccountSetup setup, AccountClient grain, TimeProvider time, ILoggerFactory loggers)
    {
        this.address = address;
        this.setup = setup;
        this.grain = grain;
        this.time = time;
        this.loggers = loggers;
        logger = loggers.CreateLogger<AccountRunner>();
        running = Task.Run(() => Run(stopping.Token));
    }

    /// <summary>What the account was started from.</summary>
    public string Fingerprint => setup.Fingerprint;

    /// <summary>There is something in the outbox.</summary>
    public void Wake() => held?.Outbox.Wake();

    /// <summary>The assistant begins or stops to type.</summary>
    public void SetTyping(string chatId, string? threadId, bool typing) => held?.Typing.Set(chatId, threadId, typing);

    /// <summary>A run begins to write an answer there; true when what it writes is to be shown (<see cref="Wrote"/>).</summary>
    public bool BeginDraft(string runId, string chatId, string? threadId) => held?.Drafts.Begin(runId, chatId, threadId) == true;

    /// <summary>All that a run wrote so far.</summary>
    public void Wrote(string runId, string text) => held?.Drafts.Wrote(runId, text);

    /// <summary>A run writes no more.</summary>
    public void EndDraft(string runId) => held?.Drafts.End(runId);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running;
        stopping.Dispose();
    }

    private async Task Run(CancellationToken stop)
    {
        using var scope = logger.BeginScope(new TenantLogScope(address.Tenant));
        try
        {
            while (true)
            {
                var askedAt = time.GetTimestamp();
                var lease = await TryAcquire();
                if (lease is not { Granted: true })
                {
                    await Task.Delay(RetryInterval, time, stop);
                    continue;
                }

                if (setup.Problem is { } problem)
                {
                    await ReportProblem(lease.Fence, problem);
                    await Task.Delay(Timeout.InfiniteTimeSpan, time, stop);
                }

                LogRunning(address, lease.Fence);
                await RunHeld(lease, askedAt, stop);
                await Task.Delay(RestartPause, time, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            LogStopped(address);
        }
    }

    private async Task RunHeld(ConnectionLease lease, long askedAt, CancellationToken stop)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var keeping = new CancellationTokenSource();
        var keeper = new LeaseKeeper(grain, time).KeepUntilLost(lease.Fence, askedAt, keeping.Token);
        var report = new ConnectionReport { Running = false };
        try
        {
            await using var connector = setup.Connect(Context(lease, last => report = last));
            await using var typing = new TypingIndicators(connector, time);
            await using var drafts = new DraftStreams(connector, time);
            var outbox = new OutboxPump(address, grain, connector, lease.Fence, time, loggers.CreateLogger<OutboxPump>());
            held = new HeldConnection(outbox, typing, drafts);
            var receiving = Guard(connector.Run(ending.Token), ending.Token);
            var sending = outbox.Run(ending.Token);
            await Task.WhenAny(receiving, sending, keeper);
            held = null;
            await ending.CancelAsync();
            await Task.WhenAll(receiving, sending);
        }
        catch (Exception error)
        {
            LogFailed(address, error.GetType().Name);
            report = report with { LastError = "the connector failed: " + error.GetType().Name };
        }
        finally
        {
            held = null;
            await keeping.CancelAsync();
            await End(lease.Fence, report with { Running = false, Connected = false });
        }
    }

    private ChannelAccountContext Context(ConnectionLease lease, Action<ConnectionReport> remember) => new()
    {
        Tenant = address.Tenant,
        AccountId = address.Account,
        Cursor = lease.Cursor,
        Receive = (message, _) => grain.Receive(message, lease.Fence),
        PicturesOf = grain.PicturesOf,
        Report = async report =>
        {
            remember(report with { Cursor = null });
            await TryReport(lease.Fence, report);
        },
        Time = time,
        Loggers = loggers,
    };

    private async Task Guard(Task receiving, CancellationToken stop)
    {
        try
        {
            await receiving;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    private async Task ReportProblem(long fence, string problem)
    {
        LogCannotRun(address, problem);
        await End(fence, new ConnectionReport { LastError = problem });
    }

    private async Task End(long fence, ConnectionReport report)
    {
        await TryReport(fence, report);
        try
        {
            await grain.Release(fence);
        }
        catch (Exception error)
        {
            LogReleaseFailed(address, error.GetType().Name);
        }
    }

    private async Task<ConnectionLease?> TryAcquire()
    {
        try
        {
            return await grain.Acquire();
        }
        catch (Exception error)
        {
            LogAcquireFailed(address, error.GetType().Name);
            return null;
        }
    }

    private async Task TryReport(long fence, ConnectionReport report)
    {
        try
        {
            await grain.Report(fence, report);
        }
        catch (Exception error)
        {
            LogStatusFailed(address, error.GetType().Name);
        }
    }
}
