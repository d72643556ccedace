using System.Globalization;
using Moltbot.Gateway.Channels.Inbound;
using Moltbot.Gateway.Channels.Telegram.Api;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.Policy.Delivery;

namespace Moltbot.Gateway.Channels.Telegram.Inbound;

/// <summary>Chats, topics and people.</summary>
internal static class ChatMapper
{
    private const long MaxUnixSeconds = 253_402_300_799;

    public static ChatKind? KindOf(Chat chat) => chat.Type switch
    {
        "private" => ChatKind.Direct,
        "group" or "supergroup" => ChatKind.Group,
        "channel" => ChatKind.Channel,
        _ => null,
    };

    /// <summary>The topic. Outside topics a thread id only names the message that a chain of replies began with, so it does not count.</summary>
    public static string? ThreadOf(Message message) =>
        message is { IsTopicMessage: true, MessageThreadId: { } thread } ? IdOf(thread)
        : message.Chat.IsForum ? TelegramTarget.GeneralTopic
        : null;

    public static InboundSender? Sender(User? user) => user is null ? null : new InboundSender
    {
        Id = IdOf(user.Id),
        Name = ForeignText.Label($"{user.FirstName} {user.LastName}"),
        Username = ForeignText.Label(user.Username),
        IsBot = user.IsBot,
    };

    public static string IdOf(long id) => id.ToString(CultureInfo.InvariantCulture);

    public static long Milliseconds(long unixSeconds) => Math.Clamp(unixSeconds, 0, MaxUnixSeconds) * 1000;
}
