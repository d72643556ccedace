using System.Text.Json;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.Storage.Inbox;

namespace Moltbot.Grains.Channels;

internal sealed partial class ChannelAccountGrain
{
    /// <summary>How many pending updates are taken in at a time after a restart.</summary>
    private const int RecoveryBatch = 100;

    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(5);

    private string? _cursor;
    private IGrainTimer? _drain;
    private TimeSpan _drainDelay = FirstRetry;

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

    private async Task<string> TakeIn(InboundMessage message)
    {
        string outcome = await IsAboutPending(message) ? InboundDoor.Later : await _door.TakeIn(message);
        LogTakenIn(message.Kind, outcome);
        if (outcome == InboundDoor.Later)
        {
            DrainLater();
            return outcome;
        }

        if (outcome == InboundDoor.PairingOffered)
        {
            await TellWork();
        }

        await inbox.MarkDoneAsync(_account, [message.UpdateId]);
        return outcome;
    }

    /// <summary>Whether an edit's message is stored and not taken in yet: the two keep their order.</summary>
    private async Task<bool> IsAboutPending(InboundMessage message) =>
        message.Kind == InboundKind.Edit && (await inbox.PendingAsync(_account, RecoveryBatch)).Any(row =>
            row.UpdateId != message.UpdateId
            && Read(row) is { Kind: InboundKind.Message } pending
            && (pending.ChatId, pending.MessageId) == (message.ChatId, message.MessageId));

    private static InboundMessage Read(InboxRow row) => JsonSerializer.Deserialize(row.Payload.Span, ChannelJson.Default.InboundMessage)!;

    /// <summary>Takes in what is stored and not done; one that fails keeps no other waiting, and all are tried again.</summary>
    private async Task Drain(CancellationToken cancellationToken)
    {
        bool left = false;
        foreach (InboxRow pending in await inbox.PendingAsync(_account, RecoveryBatch, cancellationToken))
        {
            try
            {
                left |= await TakeIn(Read(pending)) == InboundDoor.Later;
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
}
