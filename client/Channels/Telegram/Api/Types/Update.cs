namespace Moltbot.Gateway.Channels.Telegram.Api;

/// <summary>One event. Exactly one of the members beside the id is set; none for a kind that is not known here.</summary>
public sealed record Update
{
    public required long UpdateId { get; init; }

    public Message? Message { get; init; }

    public Message? EditedMessage { get; init; }

    public Message? ChannelPost { get; init; }

    public Message? EditedChannelPost { get; init; }

    public CallbackQuery? CallbackQuery { get; init; }

    public MessageReactionUpdated? MessageReaction { get; init; }

    public ChatMemberUpdated? MyChatMember { get; init; }
}
