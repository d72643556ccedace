using System.Globalization;
using Moltbot.Gateway.Channels.Inbound;
using Moltbot.Gateway.Channels.Telegram.Api;
using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.Gateway.Channels.Telegram.Inbound;

/// <summary>
/// Makes one <see cref="InboundMessage"/> of an update of any kind, so that all kinds meet the same admission. Who did it is an
/// immutable user id or nobody: a group or channel that speaks in its own name is not a sender.
/// </summary>
internal static class UpdateMapper
{
    /// <summary>Maps an update.</summary>
    /// <param name="update">The update.</param>
    /// <param name="bot">The bot that received it.</param>
    /// <param name="now">For kinds that carry no time.</param>
    /// <returns>The message; null when there is nothing in it for the bot, so that it only has to be confirmed.</returns>
    public static InboundMessage? Map(Update update, BotIdentity bot, DateTimeOffset now)
    {
        var id = update.UpdateId.ToString(CultureInfo.InvariantCulture);
        return update switch
        {
            { Message: { } message } => MessageMapper.Map(id, InboundKind.Message, message, bot),
            { EditedMessage: { } message } => MessageMapper.Map(id, InboundKind.Edit, message, bot),
            { ChannelPost: { } message } => MessageMapper.Map(id, InboundKind.Message, message, bot),
            { EditedChannelPost: { } message } => MessageMapper.Map(id, InboundKind.Edit, message, bot),
            { CallbackQuery: { } press } => Button(id, press, bot, now),
            { MessageReaction: { } reaction } => Reaction(id, reaction),
            { MyChatMember: { } change } => Membership(id, change),
            _ => null,
        };
    }

    private static InboundMessage? Button(string id, CallbackQuery press, BotIdentity bot, DateTimeOffset now)
    {
        if (press.Message is not { } message || ChatMapper.KindOf(message.Chat) is not { } kind)
        {
            return null;
        }

        return new InboundMessage
        {
            UpdateId = id,
            Kind = InboundKind.Button,
            ChatId = ChatMapper.IdOf(message.Chat.Id),
            ChatKind = kind,
            ThreadId = ChatMapper.ThreadOf(message),
            Sender = ChatMapper.Sender(press.From),
            MessageId = ChatMapper.IdOf(message.MessageId),
            RepliesToBot = message.From?.Id == bot.Id,
            Text = ForeignText.Body(press.Data),
            SentAt = now.ToUnixTimeMilliseconds(),
            ChatTitle = ForeignText.Label(message.Chat.Title),
        };
    }

    private static InboundMessage? Reaction(string id, MessageReactionUpdated reaction)
    {
        if (ChatMapper.KindOf(reaction.Chat) is not { } kind)
        {
            return null;
        }

        var before = (reaction.OldReaction ?? []).Select(NameOf);
        var added = (reaction.NewReaction ?? []).Select(NameOf).Except(before, StringComparer.Ordinal);
        return new InboundMessage
        {
            UpdateId = id,
            Kind = InboundKind.Reaction,
            ChatId = ChatMapper.IdOf(reaction.Chat.Id),
            ChatKind = kind,
            Sender = ChatMapper.Sender(reaction.User),
            MessageId = ChatMapper.IdOf(reaction.MessageId),
            Text = ForeignText.Body(string.Join(' ', added)),
            SentAt = ChatMapper.Milliseconds(reaction.Date),
            ChatTitle = ForeignText.Label(reaction.Chat.Title),
        };
    }

    private static InboundMessage? Membership(string id, ChatMemberUpdated change) =>
        ChatMapper.KindOf(change.Chat) is not { } kind ? null : new InboundMessage
        {
            UpdateId = id,
            Kind = InboundKind.Membership,
            ChatId = ChatMapper.IdOf(change.Chat.Id),
            ChatKind = kind,
            Sender = ChatMapper.Sender(change.From),
            Text = ForeignText.Label(change.NewChatMember.Status) ?? "",
            SentAt = ChatMapper.Milliseconds(change.Date),
            ChatTitle = ForeignText.Label(change.Chat.Title),
        };

    private static string NameOf(ReactionType reaction) => reaction.Emoji ?? reaction.CustomEmojiId ?? reaction.Type;
}
