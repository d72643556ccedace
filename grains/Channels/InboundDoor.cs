using System.Text.Json;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Pairing;
using Moltbot.GrainInterfaces.Policy;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Access.Pairing;
using Moltbot.Storage;
using Moltbot.Storage.Outbox;

namespace Moltbot.Grains.Channels;

/// <summary>
/// The one door for updates of every kind: admit, then pair, drop or hand over. Each hand-over carries an id made from the update's,
/// so that taking an update in twice has one effect.
/// </summary>
internal sealed class InboundDoor(
    string tenant,
    ChannelAccount account,
    Func<string?> botUsername,
    IGrainFactory grains,
    IOutboxStore outbox,
    ChannelTextCutter cutter,
    TimeProvider time)
{
    /// <summary>What <see cref="TakeIn"/> answers when a pairing code went into the outbox.</summary>
    public const string PairingOffered = "pairing: offered";

    /// <summary>What <see cref="TakeIn"/> answers when the sender of an answer to an approval was told what came of it.</summary>
    public const string Answered = "approve: answered";

    /// <summary>What <see cref="TakeIn"/>'s answer begins with when nothing comes of the update.</summary>
    public const string Dropped = "dropped: ";

    /// <summary>What <see cref="TakeIn"/> answers when the session takes nothing right now: the update stays pending.</summary>
    public const string Later = "later";

    private ApprovalReplies Approvals => new(tenant, account, botUsername(), grains);

    /// <summary>Takes in one update; answers what became of it.</summary>
    public async Task<string> TakeIn(InboundMessage message)
    {
        if (message.Kind is InboundKind.Unknown or InboundKind.Membership)
        {
            return "ignored";
        }

        string accountKey = GrainKey.ForAccount(tenant, account.Channel, account.Account).ToString();
        AdmissionVerdict verdict = await grains.GetGrain<IAccessPolicyGrain>(accountKey).Admit(message);
        switch (verdict.Outcome)
        {
            case AdmissionOutcome.Accept when Approvals.IsMeant(message):
                return await Approve(message, verdict);
            case AdmissionOutcome.Accept when message.Kind is InboundKind.Message or InboundKind.Button or InboundKind.Command:
                return await HandOver(message, verdict);
            case AdmissionOutcome.Accept or AdmissionOutcome.Context when message.Kind is InboundKind.Deletion:
            case AdmissionOutcome.Accept when message.Kind is InboundKind.Edit:
                return await Revise(message, verdict);
            case AdmissionOutcome.Accept or AdmissionOutcome.Context:
                await NoteDown(message, verdict);
                return "noted: " + verdict.Reason;
            case AdmissionOutcome.Pair:
                return await OfferPairing(message, accountKey);
            default:
                return Dropped + verdict.Reason;
        }
    }

    /// <summary>Stores a message's pieces in the outbox, all or none.</summary>
    public async Task PutIntoOutbox(OutboundMessage message)
    {
        IReadOnlyList<string> texts = message.IsLiteral ? await cutter.CutLiteral(account, message.Text) : await cutter.Cut(account, message.Text);
        bool threadsFirst = await cutter.Threads(account, message.IsContinuation ? 1 : 0), threadsRest = await cutter.Threads(account, 1);
        string chat = message.Target.ThreadId is { } thread ? $"{message.Target.ChatId}/{thread}" : message.Target.ChatId;
        await outbox.EnqueueAsync(account, [.. texts.Select((text, number) => new NewOutboxMessage(
            OutboundPiece.IdOf(message.Id, number),
            chat,
            JsonSerializer.SerializeToUtf8Bytes(
                new OutboundPiece
                {
                    Target = (number == 0 ? threadsFirst : threadsRest) ? message.Target : message.Target with { ReplyToMessageId = null },
                    Text = text,
                    IsLiteral = message.IsLiteral,
                    Number = number,
                    Count = texts.Count,
                    Buttons = number == texts.Count - 1 && message.Buttons.Count > 0 ? message.Buttons : null,
                    SessionKey = message.SessionKey,
                    RunId = message.RunId,
                },
                ChannelJson.Default.OutboundPiece),
            time.GetUtcNow())
        {
            NotBefore = message.DelayMs > 0 ? time.GetUtcNow().AddMilliseconds(message.DelayMs) : null,
        })]);
    }

    private async Task<string> HandOver(InboundMessage message, AdmissionVerdict verdict)
    {
        string sessionKey = verdict.SessionKey!;
        TurnReceipt receipt = await grains.GetGrain<ISessionGrain>(GrainKey.ForSession(tenant, sessionKey).ToString()).Enqueue(new TurnRequest
        {
            RunId = ChannelRunIds.Of(account.Channel, account.Account, message.UpdateId),
            SessionKey = sessionKey,
            SessionKeyAsSent = sessionKey,
            Message = TextOf(message),
            Origin = TurnOrigin.Channel,
            ReplyTo = TargetOf(message),
            Sender = message.Sender,
            ReceivedAt = message.SentAt,
            CommandsAllowed = verdict.CommandsAllowed,
            IsAddressed = verdict.IsAddressed,
            HasMedia = message.MediaKinds.Count > 0,
            IsNativeCommand = message.Kind == InboundKind.Command,
            ExtraSystemPrompt = verdict.SystemPrompt,
            Principal = $"{account.Channel}:{message.Sender!.Id}",
        });
        return receipt switch
        {
            { Disposition: TurnDisposition.Refused, RetryAfterMs: > 0 } => Later,
            { Disposition: TurnDisposition.Refused } => "refused: " + receipt.Refusal,
            _ => "accepted: " + receipt.Disposition,
        };
    }

    /// <summary>
    /// A changed message counts as long as it waits. Once it was read it stays as it was read: the answer, and what tools may have done,
    /// would not fit any more.
    /// </summary>
    private async Task<string> Revise(InboundMessage message, AdmissionVerdict verdict)
    {
        string sessionKey = verdict.SessionKey!;
        bool revised = await grains.GetGrain<ISessionGrain>(GrainKey.ForSession(tenant, sessionKey).ToString()).Revise(new MessageRevision
        {
            SessionKey = sessionKey,
            Message = TargetOf(message),
            SenderId = message.Sender!.Id,
            Text = TextOf(message),
            CommandsAllowed = verdict.CommandsAllowed,
            IsWithdrawn = message.Kind == InboundKind.Deletion,
        });
        return revised ? "revised" : "edited: no effect, the message was read already";
    }

    private async Task<string> Approve(InboundMessage message, AdmissionVerdict verdict)
    {
        // A button is no command: that its sender may write here and is an approver is enough.
        bool mayTry = verdict.CommandsAllowed || message.Kind == InboundKind.Button;
        if (!mayTry || await Approvals.Answer(message) is not { } told)
        {
            return Dropped + "no approver";
        }

        await PutIntoOutbox(new OutboundMessage { Id = "approve:" + message.UpdateId, Target = TargetOf(message), Text = told, IsLiteral = true });
        return Answered;
    }

    private Task NoteDown(InboundMessage message, AdmissionVerdict verdict) => verdict.SessionKey is not { } sessionKey || message is not { Kind: InboundKind.Message, Sender: not null }
        ? Task.CompletedTask
        : grains.GetGrain<ISessionGrain>(GrainKey.ForSession(tenant, sessionKey).ToString())
            .Overhear(new OverheardMessage
            {
                SessionKey = sessionKey,
                Id = message.UpdateId,
                Place = TargetOf(message),
                Sender = message.Sender!,
                Text = TextOf(message),
                SentAt = message.SentAt,
            });

    private async Task<string> OfferPairing(InboundMessage message, string accountKey)
    {
        InboundSender sender = message.Sender!;
        string? code = await grains.GetGrain<IPairingGrain>(accountKey).Request(sender.Id, sender.Name, sender.Username, message.UpdateId);
        if (code is null)
        {
            return "pairing: already told";
        }

        string idLine = PairingAdapter.Of(account.Channel).IdLine(sender.Id);
        await PutIntoOutbox(new OutboundMessage
        {
            Id = "pairing:" + message.UpdateId,
            Target = TargetOf(message),
            Text = new PairingReply().Text(account.Channel, idLine, code),
        });
        return PairingOffered;
    }

    private static string TextOf(InboundMessage message) => message.MediaKinds.Count == 0
        ? message.Text
        : string.Join('\n', message.MediaKinds.Select(static kind => $"<media:{kind}>").Append(message.Text)).TrimEnd();

    private ReplyTarget TargetOf(InboundMessage message) => new()
    {
        Channel = account.Channel,
        Account = account.Account,
        ChatId = message.ChatId,
        ThreadId = message.ThreadId,
        ReplyToMessageId = message.MessageId,
        ChatKind = message.ChatKind,
        InteractionId = message.InteractionId,
        SpaceId = message.SpaceId,
        ParentChatId = message.ParentChatId,
        PersonId = message.ChatKind == ChatKind.Direct && message.Sender?.Id is { } person && person != message.ChatId ? person : null,
    };
}
