using System.Text.Json;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Sessions;
using Moltbot.Policy.Configuration;
using Moltbot.Storage.Outbox;

namespace Moltbot.Grains.Channels;

internal sealed partial class ChannelAccountGrain
{
    private HashSet<string>? _claimed;

    /// <summary>Whether a piece may wait for its time: then whoever drains the outbox is told when to come again.</summary>
    private bool _someWait = true;

    public async Task<SendReceipt> Send(OutboundMessage message)
    {
        if (await FindSend(message.Id) is { } existing)
        {
            return existing with { Existing = true };
        }

        if (CallerContext.Caller is { Role: CallerRole.Operator } sender)
        {
            // A session judges what it sends itself; what is sent past it is judged here.
            ConfigDocument document = (await configurations.Get(Tenant)).Document;
            if (!await ChatSends.Allow(document, message.Target, message.SessionKey, key => Peer<ISessionGrain>(GrainKey.ForSession(Tenant, key)).Entry()))
            {
                throw new SessionRefusedException(ChatSends.Refusal);
            }

            await Peer<IAuditGrain>().Append([Auditing.Entry($"channel.enqueue:{Key.Rest}:{message.Id}", Now, sender.Principal, "channel.enqueue", $"{Key.Rest}/{message.Target.ChatId}", ("id", message.Id))]);
        }

        if (message.Kind == OutboundKind.Edit)
        {
            if (await Edited(message) is not { } edited)
            {
                return new SendReceipt { Id = message.Id, Outcome = OutboundOutcome.Failed, Error = "there is no such message that can be edited" };
            }

            message = message with { MessageId = edited };
        }

        await _pieces.Put(message);
        _someWait |= message.DelayMs > 0;
        if (message is { Mirror: true, SessionKey: { } sessionKey })
        {
            await Peer<ISessionGrain>(GrainKey.ForSession(Tenant, sessionKey)).Mirror(sessionKey, message.Text);
        }

        await TellWork();
        return new SendReceipt { Id = message.Id, Outcome = OutboundOutcome.Queued };
    }

    /// <summary>The platform's id of the message that an edit changes; null where it may change none. What people decide by, which has buttons, stays as it was shown (E4).</summary>
    private async Task<string?> Edited(OutboundMessage edit) =>
        edit.EditedId is { } id
        && await outbox.FindAsync(_account, OutboundPiece.IdOf(id, 0)) is { Status: OutboxStatus.Sent, PlatformMessageId: { } sent } found
        && JsonSerializer.Deserialize(found.Payload.Span, ChannelJson.Default.OutboundPiece) is { Kind: OutboundKind.Message, Count: 1, Picture: null, Buttons: null } piece
        && (piece.Target.ChatId, piece.Target.ThreadId) == (edit.Target.ChatId, edit.Target.ThreadId)
            ? sent
            : null;

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

    public async Task<OutboxClaim> ClaimOutbox(long fence, int limit, IReadOnlyList<string> inFlight)
    {
        CheckFence(fence);
        await GiveBackLost(fence, inFlight);
        return new OutboxClaim { Items = await Claim(fence, limit), NextDueMs = await NextDue() };
    }

    private async Task<IReadOnlyList<OutboundItem>> Claim(long fence, int limit)
    {
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
                _someWait = true;
                await outbox.MarkRetryAsync(_account, message.Id, fence, Time.GetUtcNow().AddSeconds(5), "the audit record could not be written");
                _claimed.Remove(message.Id);
            }

            throw;
        }

        _claimed!.UnionWith(claimed.Select(static message => message.Id));

        return [.. claimed.Select(static message =>
        {
            OutboundPiece piece = JsonSerializer.Deserialize(message.Payload.Span, ChannelJson.Default.OutboundPiece)!;
            return new OutboundItem
            {
                Id = message.Id,
                Target = piece.Target,
                Text = piece.Text,
                IsLiteral = piece.IsLiteral,
                Buttons = piece.Buttons ?? [],
                Picture = piece.Picture,
                Kind = piece.Kind,
                MessageId = piece.MessageId,
                Attempts = message.Attempts - 1,
            };
        })];
    }

    public async Task ReportOutbox(long fence, IReadOnlyList<OutboundReport> reports)
    {
        foreach (OutboundReport report in reports)
        {
            DateTimeOffset now = Time.GetUtcNow();

            // A platform's own words, which may hold what no database does.
            string error = report.Error?.Replace("\0", "", StringComparison.Ordinal) ?? "";
            bool known = report.Outcome switch
            {
                OutboundOutcome.Sent => await outbox.MarkSentAsync(_account, report.Id, fence, report.MessageId, now),
                OutboundOutcome.Retry => await outbox.MarkRetryAsync(_account, report.Id, fence, now.AddMilliseconds(Math.Max(0, report.RetryAfterMs)), error),
                OutboundOutcome.Failed => await outbox.MarkFailedAsync(_account, report.Id, fence, error, now),
                _ => await outbox.MarkUnknownAsync(_account, report.Id, fence, error, now),
            };
            _claimed?.Remove(report.Id);
            _someWait |= report.Outcome == OutboundOutcome.Retry;
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
                Tell(message, report.Outcome, report.MessageId);
            }
        }
    }

    private async Task<long?> NextDue()
    {
        if (!_someWait)
        {
            return null;
        }

        DateTimeOffset? due = await outbox.NextDueAsync(_account);

        // A chat with a piece in flight is not looked at: what follows there may wait too.
        _someWait = due is not null || _claimed is { Count: > 0 };
        return due is { } at ? Math.Max(0, (long)(at - Time.GetUtcNow()).TotalMilliseconds) : null;
    }

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

    private static OutboundOutcome OutcomeOf(OutboxStatus status) => status switch
    {
        OutboxStatus.Pending => OutboundOutcome.Queued,
        OutboxStatus.Claimed => OutboundOutcome.InFlight,
        OutboxStatus.Sent => OutboundOutcome.Sent,
        OutboxStatus.Failed => OutboundOutcome.Failed,
        _ => OutboundOutcome.Unknown,
    };
}
