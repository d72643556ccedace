using System.Runtime.CompilerServices;
using System.Text.Json;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.Policy.Attachments;
using Moltbot.Policy.Configuration;
using Moltbot.Storage.Inbox;

namespace Moltbot.Grains.Channels;

internal sealed partial class ChannelAccountGrain
{
    /// <summary>How many pending updates are read at a time; each may hold pictures.</summary>
    private const int PendingPage = 20;

    /// <summary>Updates that <see cref="Receive"/> is at; <see cref="Drain"/>, which runs beside it, leaves them to it.</summary>
    private readonly HashSet<string> _receiving = new(StringComparer.Ordinal);

    private RepeatedWork _drain = null!;

    /// <summary>What <see cref="Receive"/> has been at since the drain began; null while there is none.</summary>
    private HashSet<string>? _receivedMeanwhile;

    public async Task<PictureAllowance?> PicturesOf(InboundMessage message)
    {
        if (message.Offered.Count == 0 || await inbox.IsKnownAsync(_account, message.UpdateId) || !await _door.IsAnswered(message))
        {
            return null;
        }

        ConfigDocument document = (await configurations.Get(Tenant)).Document;
        double? largest = document.Channels.Account(_account.Channel, _account.Account).Number("mediaMaxMb") ?? document.Agents.Defaults.MediaMaxMb;
        return new PictureAllowance(ChatPictures.MaxCount, ChatPictures.MaxBytes(largest), ChatPictures.MaxBytesInAll);
    }

    public async Task<ReceiveResult> Receive(InboundMessage message, long fence)
    {
        _receiving.Add(message.UpdateId);
        _receivedMeanwhile?.Add(message.UpdateId);
        try
        {
            return await StoreAndTakeIn(message, fence);
        }
        finally
        {
            _receiving.Remove(message.UpdateId);
        }
    }

    private async Task<ReceiveResult> StoreAndTakeIn(InboundMessage message, long fence)
    {
        byte[] payload = JsonSerializer.SerializeToUtf8Bytes(message, ChannelJson.Default.InboundMessage);
        InboxOutcome stored;
        try
        {
            stored = await inbox.InsertAsync(_account, message.UpdateId, payload, Time.GetUtcNow());
        }
        catch (Exception)
        {
            // It may be stored for all that: then the platform's next attempt is a duplicate, and nobody else would take it in.
            _drain.Again();
            throw;
        }

        if (fence == row.State.Fence)
        {
            // A former holder that still empties its queue speaks of another stream.
            row.State.Cursor = message.Cursor ?? row.State.Cursor;
        }

        if (stored == InboxOutcome.Duplicate)
        {
            return new ReceiveResult(false, "duplicate", InboundSequel.None);
        }

        _status = _status with { LastInboundAt = Now };
        try
        {
            (string outcome, InboundSequel sequel) = await TakeIn(message);
            return new ReceiveResult(true, outcome, sequel);
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            // Stored: it may be acknowledged, and is tried again until it is taken in.
            LogNotTakenIn(message.UpdateId, problem);
            _drain.Again();
            return new ReceiveResult(true, "stored", InboundSequel.Answer);
        }
    }

    private async Task<(string Outcome, InboundSequel Sequel)> TakeIn(InboundMessage message)
    {
        var taken = await IsAboutPending(message) ? InboundDoor.Later : await _door.TakeIn(message);
        LogTakenIn(message.Kind, taken.Outcome);
        if (taken == InboundDoor.Later)
        {
            _drain.Again();
            return taken;
        }

        if (taken == InboundDoor.PairingOffered || taken == InboundDoor.Answered)
        {
            await TellWork();
        }

        await inbox.MarkDoneAsync(_account, [message.UpdateId]);
        return taken;
    }

    /// <summary>Whether the message that is changed or taken away is stored and not taken in yet: the two keep their order.</summary>
    private async Task<bool> IsAboutPending(InboundMessage message) =>
        message.Kind is InboundKind.Edit or InboundKind.Deletion && await Pending().AnyAsync(row =>
            row.UpdateId != message.UpdateId
            && Read(row) is { Kind: InboundKind.Message } pending
            && (pending.ChatId, pending.MessageId) == (message.ChatId, message.MessageId));

    private static InboundMessage Read(InboxRow row) => JsonSerializer.Deserialize(row.Payload.Span, ChannelJson.Default.InboundMessage)!;

    /// <summary>All that is stored and not done, oldest first.</summary>
    private async IAsyncEnumerable<InboxRow> Pending([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        long after = 0;
        while (await inbox.PendingAsync(_account, PendingPage, after, cancellationToken) is { Count: > 0 } page)
        {
            foreach (InboxRow pending in page)
            {
                yield return pending;
            }

            after = page[^1].Order;
        }
    }

    /// <summary>
    /// Takes in what is stored and not done; one that fails keeps no other waiting. Calls come in between: a lease must not run out
    /// because a session takes its time. Whether none failed.
    /// </summary>
    private async Task<bool> Drain(CancellationToken cancellationToken)
    {
        bool all = true;
        _receivedMeanwhile = new(_receiving, StringComparer.Ordinal);
        try
        {
            await foreach (InboxRow pending in Pending(cancellationToken))
            {
                if (_receivedMeanwhile.Contains(pending.UpdateId))
                {
                    continue;
                }

                try
                {
                    await TakeIn(Read(pending));
                }
                catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
                {
                    all = false;
                    LogNotTakenIn(pending.UpdateId, problem);
                }
            }
        }
        finally
        {
            _receivedMeanwhile = null;
        }

        return all;
    }
}
