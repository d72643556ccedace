using Moltbot.Policy.Configuration.Schema.Rules;
using static Moltbot.Policy.Configuration.Schema.Rules.Grammar;

namespace Moltbot.Policy.Configuration.Schema;

/// <summary><c>channels</c>: the built-in channels are closed, others belong to plugins and are open.</summary>
internal static class ChannelsRules
{
    public static ShapeRule Channels { get; } = new(
    [
        Key("defaults", Shape(
            Key("groupPolicy", CommonRules.GroupPolicy),
            Key("heartbeat", CommonRules.HeartbeatVisibility))),
        Key("whatsapp", WhatsAppRules.WhatsApp),
        Key("telegram", TelegramRules.Telegram),
        Key("discord", DiscordRules.Discord),
        Key("googlechat", GoogleChatRules.GoogleChat),
        Key("slack", SlackRules.Slack),
        Key("signal", SignalRules.Signal),
        Key("imessage", IMessageRules.IMessage),
        Key("bluebubbles", BlueBubblesRules.BlueBubbles),
        Key("msteams", MsTeamsRules.MsTeams)
    ])
    { Others = Anything };
}
