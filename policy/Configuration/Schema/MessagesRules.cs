using Moltbot.Policy.Configuration.Schema.Rules;
using static Moltbot.Policy.Configuration.Schema.Rules.Grammar;

namespace Moltbot.Policy.Configuration.Schema;

/// <summary><c>messages</c>.</summary>
internal static class MessagesRules
{
    public static Rule QueueMode { get; } = OneOf("steer", "followup", "collect", "steer-backlog", "steer+backlog", "queue", "interrupt");

    public static ShapeRule QueueByChannel { get; } = Shape(
        Key("whatsapp", QueueMode),
        Key("telegram", QueueMode),
        Key("discord", QueueMode),
        Key("slack", QueueMode),
        Key("mattermost", QueueMode),
        Key("signal", QueueMode),
        Key("imessage", QueueMode),
        Key("msteams", QueueMode),
        Key("webchat", QueueMode));

    public static ShapeRule Queue { get; } = Shape(
        Key("mode", QueueMode),
        Key("byChannel", QueueByChannel),
        Key("debounceMs", Count),
        Key("debounceMsByChannel", MapOf(Count)),
        Key("cap", Positive),
        Key("drop", OneOf("old", "new", "summarize")));

    public static ShapeRule Inbound { get; } = Shape(Key("debounceMs", Count), Key("byChannel", MapOf(Count)));

    public static ShapeRule Messages { get; } = Shape(
        Key("messagePrefix", Text),
        Key("responsePrefix", Text),
        Key("groupChat", CommonRules.GroupChat),
        Key("queue", Queue),
        Key("inbound", Inbound),
        Key("ackReaction", Text),
        Key("ackReactionScope", OneOf("group-mentions", "group-all", "direct", "all")),
        Key("removeAckAfterReply", Flag),
        Key("tts", TtsRules.Tts));
}
