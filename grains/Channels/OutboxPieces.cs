using System.Text.Json;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.Policy.Delivery;
using Moltbot.Storage;
using Moltbot.Storage.Outbox;

namespace Moltbot.Grains.Channels;

/// <summary>Cuts messages into the pieces that the account's platform takes, and puts them into its outbox.</summary>
internal sealed class OutboxPieces(ChannelAccount account, IOutboxStore outbox, ChannelTextCutter cutter, TimeProvider time)
{
    /// <summary>Stores a message's pieces in the outbox, all or none.</summary>
    public async Task Put(OutboundMessage message)
    {
        IReadOnlyList<string> texts = message.Kind != OutboundKind.Message ? [message.Text]
            : message.IsLiteral ? await cutter.CutLiteral(account, message.Text)
            : await cutter.Cut(account, message.Text);
        if (message.Picture is not null && (texts.Count > 1 || texts[0].Length > Captions.LimitOf(account.Channel)))
        {
            // What is said of a picture and has no room below it follows it.
            texts = ["", .. texts];
        }

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
                    Picture = number == 0 ? message.Picture : null,
                    Kind = message.Kind,
                    MessageId = message.MessageId,
                    SessionKey = message.SessionKey,
                    RunId = message.RunId,
                },
                ChannelJson.Default.OutboundPiece),
            time.GetUtcNow())
        {
            NotBefore = message.DelayMs > 0 ? time.GetUtcNow().AddMilliseconds(message.DelayMs) : null,
        })]);
    }
}
