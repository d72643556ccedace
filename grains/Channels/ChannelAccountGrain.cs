using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Events;
using Moltbot.Grains.Tenants;
using Moltbot.Storage;
using Moltbot.Storage.Inbox;
using Moltbot.Storage.Outbox;
using Moltbot.Storage.Turns;

namespace Moltbot.Grains.Channels;

/// <summary>
/// One account: the lease on its connection, its inbox and its outbox. An update is stored before it is acknowledged and taken in
/// once; a message is claimed before it is sent, and what was in flight when its sender vanished is unknown for good.
/// </summary>
internal sealed partial class ChannelAccountGrain(
    [PersistentState("account", TenantGrain.Store)] IPersistentState<ChannelAccountState> row,
    IInboxStore inbox,
    IOutboxStore outbox,
    ITurnStore turns,
    ChannelTextCutter cutter,
    ITenantConfigurations configurations,
    TimeProvider time,
    ILogger<ChannelAccountGrain> logger) : TenantGrain(time), IChannelAccountGrain
{
    private ChannelAccount _account;
    private InboundDoor _door = null!;
    private OutboxPieces _pieces = null!;
    private ChannelAccountStatus _status = new();

    protected override async Task Start(CancellationToken cancellationToken)
    {
        string[] parts = Key.Rest.Split('/');
        _account = new ChannelAccount(Tenant, parts[0], parts[^1]);
        _pieces = new OutboxPieces(_account, outbox, cutter, Time);
        _door = new InboundDoor(Tenant, _account, () => _status.Connection?.BotUsername, GrainFactory, _pieces, turns);
        _leaseRenewedAt = Time.GetTimestamp();
        _keptCursor = row.State.Cursor;

        // What was stored but not taken in before a crash is taken in soon; its hand-offs carry deterministic ids. Not here: one
        // update that fails must not keep the account from being activated.
        _drain = new RepeatedWork(Drain, LogDrainFailed);
        _drain.Use(StartTimer(_drain.Run, TimeSpan.Zero, Timeout.InfiniteTimeSpan));
        _telling = new RepeatedWork(TellAll, LogNotTold);
        _telling.Use(StartTimer(_telling.Run, TimeSpan.Zero, Timeout.InfiniteTimeSpan));
        StartTimer(Prune, TimeSpan.FromMinutes(10), TimeSpan.FromHours(6));
    }

    public Task SetTyping(string chatId, string? threadId, bool typing, string? runId) => TellWork(typing, chatId, threadId, runId);

    public async Task<ChannelAccountStatus> Status()
    {
        OutboxCounts counts = await outbox.CountAsync(_account);
        IReadOnlyList<OutboxMessage> oldest = counts.Unknown == 0 ? [] : await outbox.StaleUnknownAsync(_account, DateTimeOffset.MaxValue, 0, 1);
        bool held = row.State.Holder is not null && Time.GetElapsedTime(_leaseRenewedAt) <= ConnectionLease.Life;
        return _status with
        {
            Holder = held ? row.State.Holder : null,
            Queued = counts.Pending + counts.Claimed,
            Unknown = counts.Unknown,
            Failed = counts.Failed,
            LoggedOut = row.State.LoggedOut,
            OldestUnknownAt = oldest is [var first] ? first.FinishedAt?.ToUnixTimeMilliseconds() : null,
        };
    }

    private Task TellWork(bool? typing = null, string? chatId = null, string? threadId = null, string? runId = null) => Peer<ITenantEventsGrain>().Publish(new ChannelWorkEvent
    {
        Channel = _account.Channel,
        Account = _account.Account,
        Typing = typing,
        ChatId = chatId,
        ThreadId = threadId,
        RunId = runId,
    });
}
