using Moltbot.Policy.Configuration.Schema.Checks;
using Moltbot.Policy.Configuration.Schema.Rules;
using static Moltbot.Policy.Configuration.Schema.Rules.Grammar;

namespace Moltbot.Policy.Configuration.Schema;

/// <summary><c>channels.msteams</c>.</summary>
internal static class MsTeamsRules
{
    public static ShapeRule Channel { get; } = Shape(
        Key("requireMention", Flag),
        Key("tools", ToolsRules.Policy),
        Key("toolsBySender", ToolsRules.PolicyBySender),
        Key("replyStyle", OneOf("thread", "top-level")));

    public static ShapeRule Team { get; } = Shape(
        Key("requireMention", Flag),
        Key("tools", ToolsRules.Policy),
        Key("toolsBySender", ToolsRules.PolicyBySender),
        Key("replyStyle", OneOf("thread", "top-level")),
        Key("channels", MapOf(Channel)));

    public static ShapeRule MsTeams { get; } = Shape(
        Key("enabled", Flag),
        Key("capabilities", Texts),
        Key("markdown", CommonRules.Markdown),
        Key("configWrites", Flag),
        Key("appId", Text),
        Secret("appPassword"),
        Key("tenantId", Text),
        Key("webhook", Shape(Key("port", Positive), Key("path", Text))),
        Default("dmPolicy", CommonRules.DmPolicy, "pairing"),
        Key("allowFrom", Texts),
        Key("groupAllowFrom", Texts),
        Default("groupPolicy", CommonRules.GroupPolicy, "allowlist"),
        Key("textChunkLimit", Positive),
        Key("chunkMode", OneOf("length", "newline")),
        Key("blockStreamingCoalesce", CommonRules.BlockStreamingCoalesce),
        Key("mediaAllowHosts", Texts),
        Key("requireMention", Flag),
        Key("historyLimit", Count),
        Key("dmHistoryLimit", Count),
        Key("dms", MapOf(CommonRules.DmConfig)),
        Key("replyStyle", OneOf("thread", "top-level")),
        Key("teams", MapOf(Team)),
        Key("mediaMaxMb", PositiveNumber),
        Key("sharePointSiteId", Text),
        Key("heartbeat", CommonRules.HeartbeatVisibility)).Checked(OpenPolicy.Of("channels.msteams"));
}
