using Moltbot.Gateway.Channels.Inbound;
using Moltbot.Gateway.Channels.Telegram.Api;
using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.Gateway.Channels.Telegram.Inbound;

/// <summary>Messages, edits and channel posts.</summary>
internal static class MessageMapper
{
    public static InboundMessage? Map(string updateId, InboundKind kind, Message message, BotIdentity bot)
    {
        var text = message.Text ?? message.Caption ?? PlaceReader.Read(message);
        var media = MediaKinds.Of(message);
        if (ChatMapper.KindOf(message.Chat) is not { } chatKind || (string.IsNullOrEmpty(text) && media.Length == 0) || message.From?.Id == bot.Id)
        {
            // Service messages (joined, pinned, …), chats of a kind to come, and what the bot wrote itself.
            return null;
        }

        var entities = message.Entities ?? message.CaptionEntities ?? [];
        var marks = MentionReader.Read(text ?? "", entities, bot);
        if (marks.CommandForAnotherBot)
        {
            return null;
        }

        var answered = Answered(message);
        return new InboundMessage
        {
            UpdateId = updateId,
            Kind = kind,
            ChatId = ChatMapper.IdOf(message.Chat.Id),
            ChatKind = chatKind,
            ThreadId = ChatMapper.ThreadOf(message),

            // With sender_chat set, "from" is a placeholder account shared by all anonymous admins, or by all channels.
            Sender = message.SenderChat is null ? ChatMapper.Sender(message.From) : null,
            MessageId = ChatMapper.IdOf(message.MessageId),
            ReplyToMessageId = answered is null ? null : ChatMapper.IdOf(answered.MessageId),
            RepliesToBot = answered is { SenderChat: null } && answered.From?.Id == bot.Id,
            MentionsBot = marks.Bot,
            MentionsAnyone = marks.Anyone,
            Text = ForeignText.Body(Shown(text, entities, marks.OwnName)),
            SentAt = ChatMapper.Milliseconds(message.EditDate ?? message.Date),
            ChatTitle = ForeignText.Label(message.Chat.Title),
            MediaKinds = media,
            Offered = kind == InboundKind.Message ? MessagePictures.Of(message) : [],
        };
    }

    /// <summary>
    /// The text with its links. In a group Telegram writes <c>/status@our_bot</c> for a command of the menu: to everybody behind this it is
    /// <c>/status</c>.
    /// </summary>
    private static string? Shown(string? text, IEnumerable<MessageEntity> entities, Range? name) =>
        text is null ? null
        : name is { } range ? text[..range.Start] + TextLinks.Expand(text, entities, range.End.GetOffset(text.Length))
        : TextLinks.Expand(text, entities);

    /// <summary>In a topic, Telegram sets the topic's first message as the one answered when the writer answered none.</summary>
    private static Message? Answered(Message message) =>
        message.IsTopicMessage && message.ReplyToMessage?.MessageId == message.MessageThreadId ? null : message.ReplyToMessage;
}
