using Moltbot.Policy.Configuration.Schema.Rules;
using static Moltbot.Policy.Configuration.Schema.Rules.Grammar;

namespace Moltbot.Policy.Configuration.Schema;

/// <summary><c>session</c>.</summary>
internal static class SessionRules
{
    public static ShapeRule Reset { get; } = Shape(
        Key("mode", OneOf("daily", "idle")),
        Key("atHour", Between(0, 23)),
        Key("idleMinutes", Positive));

    public static ShapeRule Session { get; } = Shape(
        Key("scope", OneOf("per-sender", "global")),
        Key("dmScope", OneOf("main", "per-peer", "per-channel-peer", "per-account-channel-peer")),
        Key("identityLinks", MapOf(Texts)),
        Key("resetTriggers", Texts),
        Key("idleMinutes", Positive),
        Key("reset", Reset),
        Key("resetByType", Shape(
            Key("dm", Reset),
            Key("group", Reset),
            Key("thread", Reset))),
        Key("resetByChannel", MapOf(Reset)),
        HostPath("store"),
        Key("typingIntervalSeconds", Positive),
        Key("typingMode", OneOf("never", "instant", "thinking", "message")),
        Key("mainKey", Text),
        Key("sendPolicy", Shape(
            Key("default", OneOf("allow", "deny")),
            Key("rules", ListOf(Shape(
                Required("action", OneOf("allow", "deny")),
                Key("match", Shape(
                    Key("channel", Text),
                    Key("chatType", OneOf("direct", "group", "channel")),
                    Key("keyPrefix", Text)))))))),
        Key("agentToAgent", Shape(Key("maxPingPongTurns", Between(0, 5)))));
}
