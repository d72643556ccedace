using Moltbot.Policy.Configuration.Schema.Checks;
using Moltbot.Policy.Configuration.Schema.Rules;
using static Moltbot.Policy.Configuration.Schema.Rules.Grammar;

namespace Moltbot.Policy.Configuration.Schema;

/// <summary><c>channels.bluebubbles</c>.</summary>
internal static class BlueBubblesRules
{
    public static ShapeRule AccountBase { get; } = Shape(
        Key("name", Text),
        Key("capabilities", Texts),
        Key("markdown", CommonRules.Markdown),
        Key("configWrites", Flag),
        Key("enabled", Flag),
        Key("serverUrl", Text),
        Secret("password"),
        Key("webhookPath", Text),
        Default("dmPolicy", CommonRules.DmPolicy, "pairing"),
        Key("allowFrom", Ids),
        Key("groupAllowFrom", Ids),
        Default("groupPolicy", CommonRules.GroupPolicy, "allowlist"),
        Key("historyLimit", Count),
        Key("dmHistoryLimit", Count),
        Key("dms", MapOf(CommonRules.DmConfig)),
        Key("textChunkLimit", Positive),
        Key("chunkMode", OneOf("length", "newline")),
        Key("mediaMaxMb", Positive),
        Key("sendReadReceipts", Flag),
        Key("blockStreaming", Flag),
        Key("blockStreamingCoalesce", CommonRules.BlockStreamingCoalesce),
        Key("groups", MapOf(Shape(
            Key("requireMention", Flag),
            Key("tools", ToolsRules.Policy),
            Key("toolsBySender", ToolsRules.PolicyBySender)))),
        Key("heartbeat", CommonRules.HeartbeatVisibility));

    public static ShapeRule Account { get; } = AccountBase.Checked(OpenPolicy.OfAccounts("channels.bluebubbles"));

    public static ShapeRule BlueBubbles { get; } = AccountBase.With(
        Key("accounts", Overlays(Account)),
        Key("actions", Shape(
            Key("reactions", Flag),
            Key("edit", Flag),
            Key("unsend", Flag),
            Key("reply", Flag),
            Key("sendWithEffect", Flag),
            Key("renameGroup", Flag),
            Key("setGroupIcon", Flag),
            Key("addParticipant", Flag),
            Key("removeParticipant", Flag),
            Key("leaveGroup", Flag),
            Key("sendAttachment", Flag)))).Checked(OpenPolicy.Of("channels.bluebubbles"), OpenPolicy.Inherited("channels.bluebubbles"));
}
