using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Security;
using Moltbot.TestSupport.Time;

namespace Moltbot.Gateway.Tests.Channels.Support;

/// <summary>An account's grain as its contract describes it, in memory, with knobs for what a test needs to go wrong.</summary>
internal sealed class FakeChannelAccount(TimeProvider time, string channel = "telegram") : IChannelAccountGrain
{
    private readonly Lock gate = new();
    private readonly List<(Func<bool> Condition, TaskCompletionSource Met)> watchers = [];
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private readonly List<FakePiece> outbox = [];
    private DateTimeOffset leaseEnds;
    private string? holder;
    private long fence;
    private string? cursor;

    /// <summary>Every update that was handed over, duplicates included.</summary>
    public List<InboundMessage> Received { get; } = [];

    /// <summary>The updates that had an effect.</summary>
    public List<InboundMessage> Stored { get; } = [];

    public List<OutboundReport> Reports { get; } = [];

    public List<ConnectionReport> Connections { get; } = [];

    public List<CallerClaim?> Callers { get; } = [];

    /// <summary>Runs inside Receive, before the update is stored; may throw or wait.</summary>
    public Func<InboundMessage, Task> BeforeStore { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs inside Receive, after the update is stored.</summary>
    public Func<InboundMessage, Task> AfterStore { get; set; } = _ => Task.CompletedTask;

    /// <summary>What comes of what is stored.</summary>
    public InboundSequel Sequel { get; set; } = InboundSequel.Answer;

    /// <summary>The gateways whose calls do not arrive.</summary>
    public HashSet<string> CutOff { get; } = new(StringComparer.Ordinal);

    public string? Holder
    {
        get
        {
            lock (gate)
            {
                return leaseEnds > time.GetUtcNow() ? holder : null;
            }
        }
    }

    public OutboundOutcome OutcomeOf(string id)
    {
        lock (gate)
        {
            return outbox.Single(piece => piece.Item.Id == id).Outcome;
        }
    }

    public void Enqueue(
        string id,
        string chatId,
        string text,
        string? replyTo = null,
        string? thread = null,
        string? interaction = null,
        bool isLiteral = false,
        params IReadOnlyList<OutboundButton> buttons)
    {
        lock (gate)
        {
            outbox.Add(new FakePiece(new OutboundItem
            {
                Id = id, Text = text, IsLiteral = isLiteral, Buttons = buttons,
                Target = new ReplyTarget { Channel = channel, Account = "default", ChatId = chatId, ReplyToMessageId = replyTo, ThreadId = thread, InteractionId = interaction },
            }));
        }
    }

    /// <summary>Puts in what is more than a text.</summary>
    public void Enqueue(string id, string chatId, Func<OutboundItem, OutboundItem> change)
    {
        lock (gate)
        {
            outbox.Add(new FakePiece(change(new OutboundItem { Id = id, Text = "", Target = new ReplyTarget { Channel = channel, Account = "default", ChatId = chatId } })));
        }
    }

    public async Task When(Func<FakeChannelAccount, bool> condition, string phase)
    {
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (condition(this))
            {
                return;
            }

            watchers.Add((() => condition(this), met));
        }

        try
        {
            await met.Task.InTime();
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException(
                $"waited for {phase}: {Received.Count} received, {Stored.Count} stored, holder {Holder}, reports [{string.Join(", ", Reports)}], connections [{string.Join(", ", Connections.TakeLast(3))}]", late);
        }
    }

    public Task<ConnectionLease> AcquireLease(string gatewayId, long heldFence) => Locked(() =>
    {
        Reach(gatewayId);
        var now = time.GetUtcNow();
        if (heldFence == 0 ? holder != gatewayId && leaseEnds > now : holder != gatewayId || heldFence != fence || leaseEnds <= now)
        {
            return new ConnectionLease { Granted = false, Holder = holder };
        }

        if (heldFence == 0)
        {
            fence++;
            foreach (var piece in outbox.Where(piece => piece.Outcome == OutboundOutcome.InFlight))
            {
                piece.Outcome = OutboundOutcome.Unknown;
            }
        }

        holder = gatewayId;
        leaseEnds = now + ConnectionLease.Life;
        return new ConnectionLease { Granted = true, Fence = fence, Cursor = cursor };
    });

    public Task ReleaseLease(string gatewayId, long held) => Locked(() =>
    {
        Reach(gatewayId);
        if (held == fence && holder == gatewayId)
        {
            leaseEnds = default;
        }

        return true;
    });

    /// <summary>What may be fetched of pictures; null for nothing.</summary>
    public PictureAllowance? Pictures { get; set; } = new(4, 1_000_000, 2_000_000);

    public Task<PictureAllowance?> PicturesOf(InboundMessage message) => Locked(() => Pictures);

    public async Task<ReceiveResult> Receive(InboundMessage message, long held = 0)
    {
        var caller = CallerContext.Current;
        await Locked(() =>
        {
            Callers.Add(caller);
            Received.Add(message);
            return true;
        });
        await BeforeStore(message);
        var isNew = await Locked(() =>
        {
            if (!seen.Add(message.UpdateId))
            {
                return false;
            }

            Stored.Add(message);
            cursor = held == fence ? message.Cursor ?? cursor : cursor;
            return true;
        });
        await AfterStore(message);
        return new ReceiveResult(isNew, isNew ? "admitted" : "duplicate", isNew ? Sequel : InboundSequel.None);
    }

    public Task<OutboxClaim> ClaimOutbox(long held, int limit, IReadOnlyList<string> inFlight) => Locked(() =>
    {
        Check(held);
        var claimed = new List<OutboundItem>();
        var busy = new HashSet<string>(StringComparer.Ordinal);
        foreach (var piece in outbox)
        {
            if (piece.Outcome is OutboundOutcome.Queued or OutboundOutcome.InFlight && busy.Add(piece.Item.Target.ChatId)
                && piece.Outcome == OutboundOutcome.Queued && piece.DueAt <= time.GetUtcNow() && claimed.Count < limit)
            {
                piece.Outcome = OutboundOutcome.InFlight;
                claimed.Add(piece.Item with { Attempts = piece.Attempts });
            }
        }

        var waiting = outbox.Where(piece => piece.Outcome == OutboundOutcome.Queued && piece.DueAt > time.GetUtcNow()).Select(piece => piece.DueAt).ToList();
        return new OutboxClaim { Items = claimed, NextDueMs = waiting.Count == 0 ? null : (long)(waiting.Min() - time.GetUtcNow()).TotalMilliseconds };
    });

    public Task ReportOutbox(long held, IReadOnlyList<OutboundReport> reports) => Locked(() =>
    {
        Check(held);
        foreach (var report in reports)
        {
            Reports.Add(report);
            var piece = outbox.Single(piece => piece.Item.Id == report.Id);
            var again = report.Outcome == OutboundOutcome.Retry;
            piece.Outcome = again ? OutboundOutcome.Queued : report.Outcome;
            piece.Attempts++;
            piece.DueAt = time.GetUtcNow() + TimeSpan.FromMilliseconds(report.RetryAfterMs);
        }

        return true;
    });

    public Task ReportConnection(long held, ConnectionReport report) => Locked(() =>
    {
        Check(held);
        Connections.Add(report);
        cursor = report.Cursor ?? cursor;
        return true;
    });

    public Task<SendReceipt> Send(OutboundMessage message) => throw new NotSupportedException();

    public Task<SendReceipt?> FindSend(string id) => throw new NotSupportedException();

    public Task SetTyping(string chatId, string? threadId, bool typing, string? runId) => throw new NotSupportedException();

    public Task<ChannelAccountStatus> Status() => throw new NotSupportedException();

    public Task<bool> Logout() => throw new NotSupportedException();

    private void Check(long held)
    {
        if (holder is not null)
        {
            Reach(holder);
        }

        if (held != fence || leaseEnds <= time.GetUtcNow())
        {
            throw new LeaseLostException();
        }
    }

    private void Reach(string gatewayId)
    {
        if (CutOff.Contains(gatewayId))
        {
            throw new TimeoutException("cut off");
        }
    }

    private Task<T> Locked<T>(Func<T> action)
    {
        try
        {
            lock (gate)
            {
                var result = action();
                watchers.RemoveAll(watcher => watcher.Condition() && watcher.Met.TrySetResult());
                return Task.FromResult(result);
            }
        }
        catch (Exception error)
        {
            return Task.FromException<T>(error);
        }
    }
}
