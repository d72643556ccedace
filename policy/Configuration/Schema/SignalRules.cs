using Moltbot.Policy.Configuration.Schema.Checks;
using Moltbot.Policy.Configuration.Schema.Rules;
using static Moltbot.Policy.Configuration.Schema.Rules.Grammar;

namespace Moltbot.Policy.Configuration.Schema;

/// <summary><c>channels.signal</c>.</summary>
internal static class SignalRules
{
    public static ShapeRule AccountBase { get; } = Shape(
        Key("name", Text),
        Key("capabilities", Texts),
        Key("markdown", CommonRules.Markdown),
        Key("enabled", Flag),
        Key("configWrites", Flag),
        Key("account", Text),
        Key("httpUrl", Text),
        Key("httpHost", Text),
        Key("httpPort", Positive),
        HostProgram("cliPath", CommonRules.Executable),
        Key("autoStart", Flag),
        Key("startupTimeoutMs", Between(1000, 120000)),
        Key("receiveMode", OneOf("on-start", "manual")),
        Key("ignoreAttachments", Flag),
        Key("ignoreStories", Flag),
        Key("sendReadReceipts", Flag),
        Default("dmPolicy", CommonRules.DmPolicy, "pairing"),
        Key("allowFrom", Ids),
        Key("groupAllowFrom", Ids),
        Default("groupPolicy", CommonRules.GroupPolicy, "allowlist"),
        Key("historyLimit", Count),
        Key("dmHistoryLimit", Count),
        Key("dms", MapOf(CommonRules.DmConfig)),
        Key("textChunkLimit", Positive),
        Key("chunkMode", OneOf("length", "newline")),
        Key("blockStreaming", Flag),
        Key("blockStreamingCoalesce", CommonRules.BlockStreamingCoalesce),
        Key("mediaMaxMb", Positive),
        Key("reactionNotifications", OneOf("off", "own", "all", "allowlist")),
        Key("reactionAllowlist", Ids),
        Key("actions", Shape(Key("reactions", Flag))),
        Key("reactionLevel", OneOf("off", "ack", "minimal", "extensive")),
        Key("heartbeat", CommonRules.HeartbeatVisibility));

    public static ShapeRule Account { get; } = AccountBase.Checked(OpenPolicy.Of("channels.signal"));

    public static ShapeRule Signal { get; } = AccountBase.With(Key("accounts", Overlays(Account))).Checked(OpenPolicy.Of("channels.signal"), OpenPolicy.Inherited("channels.signal"));
}
