using Moltbot.Policy.Configuration.Schema.Checks;
using Moltbot.Policy.Configuration.Schema.Rules;
using static Moltbot.Policy.Configuration.Schema.Rules.Grammar;

namespace Moltbot.Policy.Configuration.Schema;

/// <summary><c>channels.whatsapp</c>.</summary>
internal static class WhatsAppRules
{
    public static ShapeRule Account { get; } = Shape(
        Key("name", Text),
        Key("capabilities", Texts),
        Key("markdown", CommonRules.Markdown),
        Key("configWrites", Flag),
        Key("enabled", Flag),
        Key("sendReadReceipts", Flag),
        Key("messagePrefix", Text),
        HostPath("authDir"),
        Default("dmPolicy", CommonRules.DmPolicy, "pairing"),
        Key("selfChatMode", Flag),
        Key("allowFrom", Texts),
        Key("groupAllowFrom", Texts),
        Default("groupPolicy", CommonRules.GroupPolicy, "allowlist"),
        Key("historyLimit", Count),
        Key("dmHistoryLimit", Count),
        Key("dms", MapOf(CommonRules.DmConfig)),
        Key("textChunkLimit", Positive),
        Key("chunkMode", OneOf("length", "newline")),
        Key("mediaMaxMb", Positive),
        Key("blockStreaming", Flag),
        Key("blockStreamingCoalesce", CommonRules.BlockStreamingCoalesce),
        Key("groups", MapOf(Shape(
            Key("requireMention", Flag),
            Key("tools", ToolsRules.Policy),
            Key("toolsBySender", MapOf(ToolsRules.Policy))))),
        Key("ackReaction", Shape(
            Key("emoji", Text),
            Default("direct", Flag, true),
            Default("group", OneOf("always", "mentions", "never"), "mentions"))),
        Default("debounceMs", Count, 0),
        Key("heartbeat", CommonRules.HeartbeatVisibility)).Checked(OpenPolicy.OfAccounts("channels.whatsapp"));

    public static ShapeRule WhatsApp { get; } = Shape(
        Key("accounts", Overlays(Account)),
        Key("capabilities", Texts),
        Key("markdown", CommonRules.Markdown),
        Key("configWrites", Flag),
        Key("sendReadReceipts", Flag),
        Default("dmPolicy", CommonRules.DmPolicy, "pairing"),
        Key("messagePrefix", Text),
        Key("selfChatMode", Flag),
        Key("allowFrom", Texts),
        Key("groupAllowFrom", Texts),
        Default("groupPolicy", CommonRules.GroupPolicy, "allowlist"),
        Key("historyLimit", Count),
        Key("dmHistoryLimit", Count),
        Key("dms", MapOf(CommonRules.DmConfig)),
        Key("textChunkLimit", Positive),
        Key("chunkMode", OneOf("length", "newline")),
        Default("mediaMaxMb", Positive, 50),
        Key("blockStreaming", Flag),
        Key("blockStreamingCoalesce", CommonRules.BlockStreamingCoalesce),
        Key("actions", Shape(
            Key("reactions", Flag),
            Key("sendMessage", Flag),
            Key("polls", Flag))),
        Key("groups", MapOf(Shape(
            Key("requireMention", Flag),
            Key("tools", ToolsRules.Policy),
            Key("toolsBySender", MapOf(ToolsRules.Policy))))),
        Key("ackReaction", Shape(
            Key("emoji", Text),
            Default("direct", Flag, true),
            Default("group", OneOf("always", "mentions", "never"), "mentions"))),
        Default("debounceMs", Count, 0),
        Key("heartbeat", CommonRules.HeartbeatVisibility)).Checked(OpenPolicy.Of("channels.whatsapp"), OpenPolicy.Inherited("channels.whatsapp"));
}
