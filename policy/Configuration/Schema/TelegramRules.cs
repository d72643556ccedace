using Moltbot.Policy.Access.Allowlists;
using Moltbot.Policy.Configuration.Schema.Checks;
using Moltbot.Policy.Configuration.Schema.Rules;
using static Moltbot.Policy.Configuration.Schema.Rules.Grammar;

namespace Moltbot.Policy.Configuration.Schema;

/// <summary><c>channels.telegram</c>.</summary>
internal static class TelegramRules
{
    public static Rule Capabilities { get; } = Either("array or object", Texts, Shape(Key("inlineButtons", OneOf("off", "dm", "group", "all", "allowlist"))));

    public static ShapeRule Topic { get; } = Shape(
        Key("requireMention", Flag),
        Ours("mentionPattern", Text),
        Key("skills", Texts),
        Key("enabled", Flag),
        Key("allowFrom", Ids),
        Key("systemPrompt", Text));

    public static ShapeRule Group { get; } = Shape(
        Key("requireMention", Flag),
        Ours("mentionPattern", Text),
        Key("tools", ToolsRules.Policy),
        Key("toolsBySender", ToolsRules.PolicyBySender),
        Key("skills", Texts),
        Key("enabled", Flag),
        Key("allowFrom", Ids),
        Key("systemPrompt", Text),
        Key("topics", MapOf(Topic)));

    public static Rule CustomCommand { get; } = Shape(
        Required("command", new TextRule { Normalize = TelegramCommands.Name }),
        Required("description", new TextRule { Normalize = static text => text.Trim() }));

    public static ShapeRule AccountBase { get; } = Shape(
        Key("name", Text),
        Key("capabilities", Capabilities),
        Key("markdown", CommonRules.Markdown),
        Key("enabled", Flag),
        Key("commands", CommonRules.ProviderCommands),
        Key("customCommands", ListOf(CustomCommand)),
        Key("configWrites", Flag),
        Default("dmPolicy", CommonRules.DmPolicy, "pairing"),
        Secret("botToken"),
        SecretFile("tokenFile"),
        Key("replyToMode", CommonRules.ReplyToMode),
        Key("groups", MapOf(Group)),
        Key("allowFrom", Ids),
        Key("groupAllowFrom", Ids),
        Default("groupPolicy", CommonRules.GroupPolicy, "allowlist"),
        Key("historyLimit", Count),
        Key("dmHistoryLimit", Count),
        Key("dms", MapOf(CommonRules.DmConfig)),
        Key("textChunkLimit", Positive),
        Key("chunkMode", OneOf("length", "newline")),
        Key("blockStreaming", Flag),
        Key("draftChunk", CommonRules.BlockStreamingChunk),
        Key("blockStreamingCoalesce", CommonRules.BlockStreamingCoalesce),
        Default("streamMode", OneOf("off", "partial", "block"), "partial"),
        Key("mediaMaxMb", PositiveNumber),
        Key("timeoutSeconds", Positive),
        Key("retry", CommonRules.Retry),
        Key("network", Shape(Key("autoSelectFamily", Flag))),
        Key("proxy", Text),
        Ours("apiRoot", HttpAddresses.Rule),
        Key("webhookUrl", Text),
        Secret("webhookSecret"),
        Key("webhookPath", Text),
        Key("actions", Shape(
            Key("reactions", Flag),
            Key("sendMessage", Flag),
            Key("deleteMessage", Flag),
            Key("sticker", Flag))),
        Key("reactionNotifications", OneOf("off", "own", "all")),
        Key("reactionLevel", OneOf("off", "ack", "minimal", "extensive")),
        Key("heartbeat", CommonRules.HeartbeatVisibility),
        Key("linkPreview", Flag),
        Ours(NameMatching.Key, Flag));

    public static ShapeRule Account { get; } = AccountBase.Checked(OpenPolicy.Of("channels.telegram"), TelegramCommands.Check);

    public static ShapeRule Telegram { get; } = AccountBase.With(Key("accounts", Overlays(Account))).Checked(OpenPolicy.Of("channels.telegram"), OpenPolicy.Inherited("channels.telegram"), TelegramCommands.Check);
}
