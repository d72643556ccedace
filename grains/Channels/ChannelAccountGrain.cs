using System.Text.Json;
using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Grains.Tenants;
using Moltbot.Storage;
using Moltbot.Storage.Inbox;
using Moltbot.Storage.Outbox;

namespace Moltbot.Grains.Channels;

/// <summary>
/// One account: the lease on its connection, its inbox and its outbox. An update is stored before it is acknowledged and taken in
/// once; a message is claimed before it is sent, and what was in flight when its sender vanished is unknown for good.
/// </summary>
internal sealed partial class ChannelAccountGrain(
    [PersistentState("account", TenantGrain.Store)] IPersistentState<ChannelAccountState> row,
    IInboxStore inbox,
    IOutboxStore outbox,
    ChannelTextCutter cutter,
    ITenantConfigurations configurations,
    TimeProvider time,
    ILogger<ChannelAccountGrain> logger) : TenantGrain(time), IChannelAccountGrain
{
    /// <summary>How many pending updates are taken in at a time after a restart.</summary>
    private const int RecoveryBatch = 100;

    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(5);

    /// <summary>How long ids of updates are remembered; Telegram keeps undelivered updates for a day.</summary>
    private static readonly TimeSpan InboxMemory = TimeSpan.FromDays(7);

    /// <summary>How long sent messages are kept for answers to repeated requests.</summary>
    private static readonly TimeSpan OutboxMemory = TimeSpan.FromDays(7);

    private ChannelAccount _account;
    private InboundDoor _door = null!;
    private long _leaseRenewedAt;
    private string? _cursor;
    private HashSet<string>? _claimed;
    private IGrainTimer? _drain;
    private TimeSpan _drainDelay = FirstRetry;
    private ChannelAccountStatus _status = new();

    protected override async Task Start(CancellationToken cancellationToken)
    {
        string[] parts = Key.Rest.Split('/');
        _account = new ChannelAccount(Tenant, parts[0], parts[^1]);
        _door = new InboundDoor(Tenant, _account, GrainFactory, outbox, cutter, Time);
        _leaseRenewedAt = Time.GetTimestamp();

        // What was stored but not taken in before a crash is taken in soon; its hand-offs carry deterministic ids. Not here: one
        // update that fails must not keep the account from being activated.
        _drain = StartTimer(Drain, TimeSpan.Zero, Timeout.InfiniteTimeSpan, interleave: false);
        StartTimer(Prune, TimeSpan.FromMinutes(10), TimeSpan.FromHours(6));
    }

    public async Task<ConnectionLease> AcquireLease(string gatewayId)
    {
        if (row.State.LoggedOut && row.State.LoggedOutConfiguration == await ConfigurationHash())
        {
            return new ConnectionLease { Granted = false, LoggedOut = true };
        }

        bool expired = Time.GetElapsedTime(_leaseRenewedAt) > ConnectionLease.Life;
        if (row.State.Holder is { } holder && holder != gatewayId && !expired && !GatewayIds.IsRestart(holder, gatewayId))
        {
            return new ConnectionLease { Granted = false, Holder = holder };
        }

        if (row.State.Holder != gatewayId || row.State.Fence == 0 || expired)
        {
            row.State.Fence++;
            row.State.Holder = gatewayId;
            row.State.LoggedOut = false;
            await row.WriteStateAsync();
            _claimed = null;
            IReadOnlyList<OutboxMessage> unknown = await outbox.RecoverAsync(_account, row.State.Fence, Time.GetUtcNow());
            foreach (OutboxMessage message in unknown)
            {
                await TellOutcome(message, OutboundOutcome.Unknown, null);
            }

            _status = _status with { LastStartAt = Now };
        }

        _leaseRenewedAt = Time.GetTimestamp();
        return new ConnectionLease { Granted = true, Fence = row.State.Fence, Cursor = _cursor };
    }

    public async Task ReleaseLease(string gatewayId, long fence)
    {
        if (row.State.Holder == gatewayId && row.State.Fence == fence)
        {
            row.State.Holder = null;
            await row.WriteStateAsync();
            _status = _status with { LastStopAt = Now, Connection = _status.Connection is { } known ? known with { Running = false, Connected = false } : null };
        }
    }

    public async Task<ReceiveResult> Receive(InboundMessage message)
    {
        byte[] payload = JsonSerializer.SerializeToUtf8Bytes(message, ChannelJson.Default.InboundMessage);
        InboxOutcome outcome = await inbox.InsertAsync(_account, message.UpdateId, payload, Time.GetUtcNow());
        _cursor = message.Cursor ?? _cursor;
        if (outcome == InboxOutcome.Duplicate)
        {
            return new ReceiveResult(false, "duplicate");
        }

        _status = _status with { LastInboundAt = Now };
        try
        {
            return new ReceiveResult(true, await TakeIn(message));
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            // Stored: it may be acknowledged, and is tried again until it is taken in.
            LogNotTakenIn(message.UpdateId, problem);
            DrainLater();
            return new ReceiveResult(true, "stored");
        }
    }

    public async Task<IReadOnlyList<OutboundItem>> ClaimOutbox(long fence, int limit, IReadOnlyList<string> inFlight)
    {
        CheckFence(fence);
        await GiveBackLost(fence, inFlight);
        var claimed = await outbox.ClaimDueAsync(_account, fence, Time.GetUtcNow(), Math.Clamp(limit, 1, 100));
        if (claimed.Count == 0)
        {
            return [];
        }

        // No effect without a record: the claim is the intent, its record stands before the gateway may send.
        try
        {
            await Peer<IAuditGrain>().Append([.. claimed.Select(message => Auditing.Entry(
                $"channel.send:{_account.Channel}/{_account.Account}:{message.Id}:{message.Attempts}", Now, "grain", "channel.send", $"{_account.Channel}/{_account.Account}/{message.ChatId}", ("id", message.Id)))]);
        }
        catch (Exception)
        {
            // Nothing has left: given back, or the pieces would count as in flight until the next holder and then as unknown.
            // Whatever cannot be given back now is when the gateway asks next and does not have it.
            foreach (OutboxMessage message in claimed)
            {
                _claimed!.Add(message.Id);
                await outbox.MarkRetryAsync(_account, message.Id, fence, Time.GetUtcNow().AddSeconds(5), "the audit record could not be written");
                _claimed.Remove(message.Id);
            }

            throw;
        }

        _claimed!.UnionWith(claimed.Select(static message => message.Id));

        return [.. claimed.Select(static message =>
        {
            OutboundPiece piece = JsonSerializer.Deserialize(message.Payload.Span, ChannelJson.Default.OutboundPiece)!;
            return new OutboundItem { Id = message.Id, Target = piece.Target, Text = piece.Text, Attempts = message.Attempts - 1 };
        })];
    }

    public async Task ReportOutbox(long fence, IReadOnlyList<OutboundReport> reports)
    {
        foreach (OutboundReport report in reports)
        {
            DateTimeOffset now = Time.GetUtcNow();
            string error = report.Error ?? "";
            bool known = report.Outcome switch
            {
                OutboundOutcome.Sent => await outbox.MarkSentAsync(_account, report.Id, fence, report.MessageId, now),
                OutboundOutcome.Retry => await outbox.MarkRetryAsync(_account, report.Id, fence, now.AddMilliseconds(Math.Max(0, report.RetryAfterMs)), error),
                OutboundOutcome.Failed => await outbox.MarkFailedAsync(_account, report.Id, fence, error, now),
                _ => await outbox.MarkUnknownAsync(_account, report.Id, fence, error, now),
            };
            _claimed?.Remove(report.Id);
            if (!known)
            {
                continue;
            }

            if (report.Outcome == OutboundOutcome.Sent)
            {
                _status = _status with { LastOutboundAt = Now };
            }

            if (report.Outcome != OutboundOutcome.Retry && await outbox.FindAsync(_account, report.Id) is { } message)
            {
                await TellOutcome(message, report.Outcome, report.MessageId);
            }
        }
    }

    public Task ReportConnection(long fence, ConnectionReport report)
    {
        if (fence == row.State.Fence)
        {
            bool connected = report.Connected && _status.Connection?.Connected != true;
            _status = _status with { Connection = report, LastConnectedAt = connected ? Now : _status.LastConnectedAt };
        }

        return Task.CompletedTask;
    }

    public async Task<SendReceipt> Send(OutboundMessage message)
    {
        if (await FindSend(message.Id) is { } existing)
        {
            return existing with { Existing = true };
        }

        if (CallerContext.Caller is { Role: CallerRole.Operator } sender)
        {
            await Peer<IAuditGrain>().Append([Auditing.Entry($"channel.enqueue:{Key.Rest}:{message.Id}", Now, sender.Principal, "channel.enqueue", $"{Key.Rest}/{message.Target.ChatId}", ("id", message.Id))]);
        }

        await _door.PutIntoOutbox(message);
        if (message is { Mirror: true, SessionKey: { } sessionKey })
        {
            await Peer<GrainInterfaces.Sessions.ISessionGrain>(GrainKey.ForSession(Tenant, sessionKey)).Mirror(sessionKey, message.Text);
        }

        await TellWork(null, null, null);
        return new SendReceipt { Id = message.Id, Outcome = OutboundOutcome.Queued };
    }

    public async Task<SendReceipt?> FindSend(string id)
    {
        // Pieces are stored together, so the first one tells whether there are any.
        if (await outbox.FindAsync(_account, OutboundPiece.IdOf(id, 0)) is not { } first)
        {
            return null;
        }

        OutboxMessage last = first;
        OutboundOutcome worst = OutcomeOf(first.Status);
        for (int number = 1; number < JsonSerializer.Deserialize(first.Payload.Span, ChannelJson.Default.OutboundPiece)!.Count; number++)
        {
            if (await outbox.FindAsync(_account, OutboundPiece.IdOf(id, number)) is { } piece)
            {
                last = piece;
                worst = OutboundPiece.Worse(worst, OutcomeOf(piece.Status));
            }
        }

        return new SendReceipt { Id = id, Outcome = worst, MessageId = last.PlatformMessageId, Error = last.Error };
    }

    public Task SetTyping(string chatId, string? threadId, bool typing) => TellWork(typing, chatId, threadId);

    public async Task<ChannelAccountStatus> Status()
    {
        OutboxCounts counts = await outbox.CountAsync(_account);
        bool held = row.State.Holder is not null && Time.GetElapsedTime(_leaseRenewedAt) <= ConnectionLease.Life;
        return _status with
        {
            Holder = held ? row.State.Holder : null,
            Queued = counts.Pending + counts.Claimed,
            Unknown = counts.Unknown,
            Failed = counts.Failed,
            LoggedOut = row.State.LoggedOut,
        };
    }

    public async Task<bool> Logout()
    {
        bool ran = row.State.Holder is not null;
        await Peer<IAuditGrain>().Append([Auditing.Entry(Now, Principal, "channel.logout", $"{_account.Channel}/{_account.Account}")]);
        row.State.LoggedOut = true;
        row.State.LoggedOutConfiguration = await ConfigurationHash();
        row.State.Holder = null;
        row.State.Fence++;
        await row.WriteStateAsync();
        await TellWork(null, null, null);
        return ran;
    }

    private async Task<string> TakeIn(InboundMessage message)
    {
        string outcome = await _door.TakeIn(message);
        LogTakenIn(message.Kind, outcome);
        if (outcome == InboundDoor.Later)
        {
            DrainLater();
            return outcome;
        }

        if (outcome == InboundDoor.PairingOffered)
        {
            await TellWork(null, null, null);
        }

        await inbox.MarkDoneAsync(_account, [message.UpdateId]);
        return outcome;
    }

    /// <summary>Takes in what is stored and not done; one that fails keeps no other waiting, and all are tried again.</summary>
    private async Task Drain(CancellationToken cancellationToken)
    {
        bool left = false;
        foreach (InboxRow pending in await inbox.PendingAsync(_account, RecoveryBatch, cancellationToken))
        {
            try
            {
                left |= await TakeIn(JsonSerializer.Deserialize(pending.Payload.Span, ChannelJson.Default.InboundMessage)!) == InboundDoor.Later;
            }
            catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
            {
                left = true;
                LogNotTakenIn(pending.UpdateId, problem);
            }
        }

        _drainDelay = left ? TimeSpan.FromTicks(Math.Min(_drainDelay.Ticks * 2, LongestRetry.Ticks)) : FirstRetry;
        if (left)
        {
            DrainLater();
        }
    }

    private void DrainLater() => _drain!.Change(_drainDelay, Timeout.InfiniteTimeSpan);

    /// <summary>Hands pieces back whose claim the gateway never got the answer of; it cannot have sent them.</summary>
    private async Task GiveBackLost(long fence, IReadOnlyList<string> inFlight)
    {
        _claimed ??= [.. (await outbox.ListAsync(_account, new OutboxFilter { Status = OutboxStatus.Claimed, Limit = 1000 })).Select(static message => message.Id)];
        foreach (string lost in _claimed.Except(inFlight, StringComparer.Ordinal).ToList())
        {
            await outbox.MarkRetryAsync(_account, lost, fence, Time.GetUtcNow(), "the claim's answer went lost");
            _claimed.Remove(lost);
        }
    }

    private async Task<string> ConfigurationHash()
    {
        var section = (await configurations.Get(Tenant)).Document.Channels.Account(_account.Channel, _account.Account);
        string text = section.Exists ? section.Element.GetRawText() : "";
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
    }

    private async Task TellOutcome(OutboxMessage message, OutboundOutcome outcome, string? messageId)
    {
        OutboundPiece piece = JsonSerializer.Deserialize(message.Payload.Span, ChannelJson.Default.OutboundPiece)!;
        if (piece is { SessionKey: { } sessionKey, RunId: { } runId } && (outcome != OutboundOutcome.Sent || piece.Number == piece.Count - 1))
        {
            await Peer<GrainInterfaces.Sessions.ISessionGrain>(GrainKey.ForSession(Tenant, sessionKey))
                .DeliveryReported(runId, outcome.ToString().ToLowerInvariant(), messageId);
        }
    }

    private Task TellWork(bool? typing, string? chatId, string? threadId) => Peer<ITenantEventsGrain>().Publish(new ChannelWorkEvent
    {
        Channel = _account.Channel,
        Account = _account.Account,
        Typing = typing,
        ChatId = chatId,
        ThreadId = threadId,
    });

    private async Task Prune(CancellationToken cancellationToken)
    {
        await inbox.PruneAsync(_account, Time.GetUtcNow() - InboxMemory, cancellationToken);
        await outbox.PruneAsync(_account, Time.GetUtcNow() - OutboxMemory, cancellationToken);
    }

    private void CheckFence(long fence)
    {
        if (fence != row.State.Fence || row.State.Holder is null)
        {
            throw new LeaseLostException();
        }
    }

    private static OutboundOutcome OutcomeOf(OutboxStatus status) => status switch
    {
        OutboxStatus.Pending => OutboundOutcome.Queued,
        OutboxStatus.Claimed => OutboundOutcome.InFlight,
        OutboxStatus.Sent => OutboundOutcome.Sent,
        OutboxStatus.Failed => OutboundOutcome.Failed,
        _ => OutboundOutcome.Unknown,
    };

    [LoggerMessage(Level = LogLevel.Debug, Message = "Update of kind {Kind}: {Outcome}")]
    private partial void LogTakenIn(InboundKind kind, string outcome);

    [LoggerMessage(Level = LogLevel.Error, Message = "Update {UpdateId} is stored and could not be taken in; it will be tried again")]
    private partial void LogNotTakenIn(string updateId, Exception problem);
}
