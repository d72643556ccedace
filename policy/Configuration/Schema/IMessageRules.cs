using Moltbot.Policy.Configuration.Schema.Checks;
using Moltbot.Policy.Configuration.Schema.Rules;
using static Moltbot.Policy.Configuration.Schema.Rules.Grammar;

namespace Moltbot.Policy.Configuration.Schema;

/// <summary><c>channels.imessage</c>.</summary>
internal static class IMessageRules
{
    public static ShapeRule AccountBase { get; } = Shape(
        Key("name", Text),
        Key("capabilities", Texts),
        Key("markdown", CommonRules.Markdown),
        Key("enabled", Flag),
        Key("configWrites", Flag),
        HostProgram("cliPath", CommonRules.Executable),
        HostPath("dbPath"),
        Key("remoteHost", Text),
        Key("service", OneOf("imessage", "sms", "auto")),
        Key("region", Text),
        Default("dmPolicy", CommonRules.DmPolicy, "pairing"),
        Key("allowFrom", Ids),
        Key("groupAllowFrom", Ids),
        Default("groupPolicy", CommonRules.GroupPolicy, "allowlist"),
        Key("historyLimit", Count),
        Key("dmHistoryLimit", Count),
        Key("dms", MapOf(CommonRules.DmConfig)),
        Key("includeAttachments", Flag),
        Key("mediaMaxMb", Positive),
        Key("textChunkLimit", Positive),
        Key("chunkMode", OneOf("length", "newline")),
        Key("blockStreaming", Flag),
        Key("blockStreamingCoalesce", CommonRules.BlockStreamingCoalesce),
        Key("groups", MapOf(Shape(
            Key("requireMention", Flag),
            Key("tools", ToolsRules.Policy),
            Key("toolsBySender", ToolsRules.PolicyBySender)))),
        Key("heartbeat", CommonRules.HeartbeatVisibility));

    public static ShapeRule Account { get; } = AccountBase.Checked(OpenPolicy.Of("channels.imessage"));

    public static ShapeRule IMessage { get; } = AccountBase.With(Key("accounts", Overlays(Account))).Checked(OpenPolicy.Of("channels.imessage"), OpenPolicy.Inherited("channels.imessage"));
}
