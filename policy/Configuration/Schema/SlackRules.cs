using Moltbot.Policy.Configuration.Schema.Checks;
using Moltbot.Policy.Configuration.Schema.Rules;
using static Moltbot.Policy.Configuration.Schema.Rules.Grammar;

namespace Moltbot.Policy.Configuration.Schema;

/// <summary><c>channels.slack</c>.</summary>
internal static class SlackRules
{
    public static ShapeRule Dm { get; } = Shape(
        Key("enabled", Flag),
        Default("policy", CommonRules.DmPolicy, "pairing"),
        Key("allowFrom", Ids),
        Key("groupEnabled", Flag),
        Key("groupChannels", Ids),
        Key("replyToMode", CommonRules.ReplyToMode)).Checked(OpenPolicy.OfDm("channels.slack.dm"));

    public static ShapeRule Channel { get; } = Shape(
        Key("enabled", Flag),
        Key("allow", Flag),
        Key("requireMention", Flag),
        Key("tools", ToolsRules.Policy),
        Key("toolsBySender", ToolsRules.PolicyBySender),
        Key("allowBots", Flag),
        Key("users", Ids),
        Key("skills", Texts),
        Key("systemPrompt", Text));

    public static ShapeRule Account { get; } = Shape(
        Key("name", Text),
        Key("mode", OneOf("socket", "http")),
        Secret("signingSecret"),
        Key("webhookPath", Text),
        Key("capabilities", Texts),
        Key("markdown", CommonRules.Markdown),
        Key("enabled", Flag),
        Key("commands", CommonRules.ProviderCommands),
        Key("configWrites", Flag),
        Secret("botToken"),
        Secret("appToken"),
        Secret("userToken"),
        Default("userTokenReadOnly", Flag, true),
        Key("allowBots", Flag),
        Key("requireMention", Flag),
        Default("groupPolicy", CommonRules.GroupPolicy, "allowlist"),
        Key("historyLimit", Count),
        Key("dmHistoryLimit", Count),
        Key("dms", MapOf(CommonRules.DmConfig)),
        Key("textChunkLimit", Positive),
        Key("chunkMode", OneOf("length", "newline")),
        Key("blockStreaming", Flag),
        Key("blockStreamingCoalesce", CommonRules.BlockStreamingCoalesce),
        Key("mediaMaxMb", PositiveNumber),
        Key("reactionNotifications", OneOf("off", "own", "all", "allowlist")),
        Key("reactionAllowlist", Ids),
        Key("replyToMode", CommonRules.ReplyToMode),
        Key("replyToModeByChatType", Shape(
            Key("direct", CommonRules.ReplyToMode),
            Key("group", CommonRules.ReplyToMode),
            Key("channel", CommonRules.ReplyToMode))),
        Key("thread", Shape(Key("historyScope", OneOf("thread", "channel")), Key("inheritParent", Flag))),
        Key("actions", Shape(
            Key("reactions", Flag),
            Key("messages", Flag),
            Key("pins", Flag),
            Key("search", Flag),
            Key("permissions", Flag),
            Key("memberInfo", Flag),
            Key("channelInfo", Flag),
            Key("emojiList", Flag))),
        Key("slashCommand", Shape(
            Key("enabled", Flag),
            Key("name", Text),
            Key("sessionPrefix", Text),
            Key("ephemeral", Flag))),
        Key("dm", Dm),
        Key("channels", MapOf(Channel)),
        Key("heartbeat", CommonRules.HeartbeatVisibility));

    public static ShapeRule Slack { get; } = Account.With(
        Default("mode", OneOf("socket", "http"), "socket"),
        Secret("signingSecret"),
        Default("webhookPath", Text, "/slack/events"),
        Key("accounts", Overlays(Account))).Checked(SlackHttpMode.Check);
}
