using System.Text.Json;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Pairing;
using Moltbot.GrainInterfaces.Policy;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Sessions;
using Moltbot.Policy.Access.Pairing;
using Moltbot.Storage;
using Moltbot.Storage.Turns;

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
    OutboxPieces pieces,
    ITurnStore turns)
{
    /// <summary>What <see cref="TakeIn"/> answers when a pairing code went into the outbox.</summary>
    public static readonly (string Outcome, InboundSequel Sequel) PairingOffered = ("pairing: offered", InboundSequel.Answer);

    /// <summary>What <see cref="TakeIn"/> answers when the sender of an answer to an approval was told what came of it.</summary>
    public static readonly (string Outcome, InboundSequel Sequel) Answered = ("approve: answered", InboundSequel.Answer);

    /// <summary>What <see cref="TakeIn"/> answers when the session takes nothing right now: the update stays pending.</summary>
    public static readonly (string Outcome, InboundSequel Sequel) Later = ("later", InboundSequel.Answer);

    private ApprovalReplies Approvals => new(tenant, account, botUsername(), grains);

    /// <summary>Takes in one update; answers what became of it.</summary>
    public async Task<(string Outcome, InboundSequel Sequel)> TakeIn(InboundMessage message)
    {
        if (message.Kind is InboundKind.Unknown or InboundKind.Membership)
        {
            return ("ignored", InboundSequel.None);
        }

        if (message is { Kind: InboundKind.Deletion, Sender: null, AboutUpdateId: { } about })
        {
            message = message with { Sender = await AuthorOf(about) };
        }

        string accountKey = GrainKey.ForAccount(tenant, account.Channel, account.Account).ToString();
        AdmissionVerdict verdict = await grains.GetGrain<IAccessPolicyGrain>(accountKey).Admit(message);
        switch (verdict.Outcome)
        {
            case AdmissionOutcome.Accept when message.Kind == InboundKind.Edit && Approvals.IsMeant(message):
                // No answer, since nobody sees that it was written (E10), and nothing for a model: neither this text nor the one before it.
                await Revise(message with { Kind = InboundKind.Deletion }, verdict);
                return Dropped("an edit answers no approval");
            case AdmissionOutcome.Accept when Approvals.IsMeant(message):
                return await Approve(message, verdict);
            case AdmissionOutcome.Accept when message.Kind is InboundKind.Message or InboundKind.Button or InboundKind.Command:
                return await HandOver(message, verdict);
            case AdmissionOutcome.Accept or AdmissionOutcome.Context when message.Kind is InboundKind.Deletion:
            case AdmissionOutcome.Accept when message.Kind is InboundKind.Edit:
                return await Revise(message, verdict);
            case AdmissionOutcome.Accept or AdmissionOutcome.Context:
                await NoteDown(message, verdict);
                return ("noted: " + verdict.Reason, InboundSequel.Silent);
            case AdmissionOutcome.Pair:
                return await OfferPairing(message, accountKey);
            default:
                return Dropped(verdict.Reason);
        }
    }

    /// <summary>Whether a message would be handed over to a session, so that what comes with it is worth fetching.</summary>
    public async Task<bool> IsAnswered(InboundMessage message) =>
        message.Kind == InboundKind.Message && !Approvals.IsMeant(message)
        && (await grains.GetGrain<IAccessPolicyGrain>(GrainKey.ForAccount(tenant, account.Channel, account.Account).ToString()).Admit(message)).Outcome == AdmissionOutcome.Accept;

    private async Task<(string Outcome, InboundSequel Sequel)> HandOver(InboundMessage message, AdmissionVerdict verdict)
    {
        string sessionKey = verdict.SessionKey!;
        TurnReceipt receipt = await grains.GetGrain<ISessionGrain>(GrainKey.ForSession(tenant, sessionKey).ToString()).Enqueue(new TurnRequest
        {
            RunId = ChannelRunIds.Of(account.Channel, account.Account, message.UpdateId),
            SessionKey = sessionKey,
            SessionKeyAsSent = sessionKey,
            Message = TextOf(message),
            Origin = TurnOrigin.Channel,
            Attachments = message.Pictures,
            ReplyTo = TargetOf(message),
            Sender = message.Sender,
            ReceivedAt = message.SentAt,
            CommandsAllowed = verdict.CommandsAllowed,
            IsAddressed = verdict.IsAddressed,
            HasMedia = message.MediaKinds.Count > 0,

            // What a button of ours carries is ours: it counts where commands are not read from texts, as the menu's do.
            IsNativeCommand = message.Kind is InboundKind.Command || (message.Kind == InboundKind.Button && message.Text.StartsWith('/')),
            ExtraSystemPrompt = verdict.SystemPrompt,
            Principal = $"{account.Channel}:{message.Sender!.Id}",
        });
        return receipt switch
        {
            { Disposition: TurnDisposition.Refused, RetryAfterMs: > 0 } => Later,
            { Disposition: TurnDisposition.Refused } => ("refused: " + receipt.Refusal, InboundSequel.Silent),
            _ => ("accepted: " + receipt.Disposition, InboundSequel.Answer),
        };
    }

    /// <summary>
    /// A changed message counts as long as it waits. Once it was read it stays as it was read: the answer, and what tools may have done,
    /// would not fit any more.
    /// </summary>
    private async Task<(string Outcome, InboundSequel Sequel)> Revise(InboundMessage message, AdmissionVerdict verdict)
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
            HasPicture = message.HasPicture,
        });
        return (revised ? "revised" : "edited: no effect, the message was read already", InboundSequel.Silent);
    }

    private async Task<(string Outcome, InboundSequel Sequel)> Approve(InboundMessage message, AdmissionVerdict verdict)
    {
        // A button is no command: that its sender may write here and is an approver is enough.
        bool mayTry = verdict.CommandsAllowed || message.Kind == InboundKind.Button;
        if (!mayTry || await Approvals.Answer(message) is not { } told)
        {
            return Dropped("no approver");
        }

        await pieces.Put(new OutboundMessage { Id = "approve:" + message.UpdateId, Target = TargetOf(message), Text = told, IsLiteral = true });
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

    private async Task<(string Outcome, InboundSequel Sequel)> OfferPairing(InboundMessage message, string accountKey)
    {
        InboundSender sender = message.Sender!;
        string? code = await grains.GetGrain<IPairingGrain>(accountKey).Request(sender.Id, sender.Name, sender.Username, message.UpdateId);
        if (code is null)
        {
            return ("pairing: already told", InboundSequel.None);
        }

        string idLine = PairingAdapter.Of(account.Channel).IdLine(sender.Id);
        await pieces.Put(new OutboundMessage
        {
            Id = "pairing:" + message.UpdateId,
            Target = TargetOf(message),
            Text = new PairingReply().Text(account.Channel, idLine, code),
        });
        return PairingOffered;
    }

    private static (string Outcome, InboundSequel Sequel) Dropped(string reason) => ("dropped: " + reason, InboundSequel.None);

    /// <summary>Who wrote the message that an update told; null when it does not wait to be answered.</summary>
    private async Task<InboundSender?> AuthorOf(string updateId) =>
        await turns.FindAsync(tenant, ChannelRunIds.Of(account.Channel, account.Account, updateId)) is { Status: TurnStatus.Queued } turn
            ? JsonSerializer.Deserialize(turn.Payload.Span, SessionJson.Default.TurnRequest)?.Sender
            : null;

    private static string TextOf(InboundMessage message) => message.MediaKinds.Count == 0
        ? message.Text
        : string.Join('\n', message.MediaKinds.Select(static kind => $"<media:{kind}>").Append(message.Text).Concat(message.PictureNotes)).TrimEnd();

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
