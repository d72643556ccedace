using Moltbot.Policy.Access.Allowlists;
using Moltbot.Policy.Configuration.Schema.Checks;
using Moltbot.Policy.Configuration.Schema.Rules;
using static Moltbot.Policy.Configuration.Schema.Rules.Grammar;

namespace Moltbot.Policy.Configuration.Schema;

/// <summary><c>channels.discord</c>.</summary>
internal static class DiscordRules
{
    public static ShapeRule Dm { get; } = Shape(
        Key("enabled", Flag),
        Default("policy", CommonRules.DmPolicy, "pairing"),
        Key("allowFrom", Ids),
        Key("groupEnabled", Flag),
        Key("groupChannels", Ids)).Checked(OpenPolicy.OfDm("channels.discord.dm"));

    public static ShapeRule GuildChannel { get; } = Shape(
        Key("allow", Flag),
        Key("requireMention", Flag),
        Key("tools", ToolsRules.Policy),
        Key("toolsBySender", ToolsRules.PolicyBySender),
        Key("skills", Texts),
        Key("enabled", Flag),
        Key("users", Ids),
        Key("systemPrompt", Text),
        Key("autoThread", Flag));

    public static ShapeRule Guild { get; } = Shape(
        Key("slug", Text),
        Key("requireMention", Flag),
        Key("tools", ToolsRules.Policy),
        Key("toolsBySender", ToolsRules.PolicyBySender),
        Key("reactionNotifications", OneOf("off", "own", "all", "allowlist")),
        Key("users", Ids),
        Key("channels", MapOf(GuildChannel)));

    public static ShapeRule Account { get; } = Shape(
        Key("name", Text),
        Key("capabilities", Texts),
        Key("markdown", CommonRules.Markdown),
        Key("enabled", Flag),
        Key("commands", CommonRules.ProviderCommands),
        Key("configWrites", Flag),
        Secret("token"),
        Key("allowBots", Flag),
        Default("groupPolicy", CommonRules.GroupPolicy, "allowlist"),
        Key("historyLimit", Count),
        Key("dmHistoryLimit", Count),
        Key("dms", MapOf(CommonRules.DmConfig)),
        Key("textChunkLimit", Positive),
        Key("chunkMode", OneOf("length", "newline")),
        Key("blockStreaming", Flag),
        Key("blockStreamingCoalesce", CommonRules.BlockStreamingCoalesce),
        Key("maxLinesPerMessage", Positive),
        Key("mediaMaxMb", PositiveNumber),
        Key("retry", CommonRules.Retry),
        Key("actions", Shape(
            Key("reactions", Flag),
            Key("stickers", Flag),
            Key("emojiUploads", Flag),
            Key("stickerUploads", Flag),
            Key("polls", Flag),
            Key("permissions", Flag),
            Key("messages", Flag),
            Key("threads", Flag),
            Key("pins", Flag),
            Key("search", Flag),
            Key("memberInfo", Flag),
            Key("roleInfo", Flag),
            Key("roles", Flag),
            Key("channelInfo", Flag),
            Key("voiceStatus", Flag),
            Key("events", Flag),
            Key("moderation", Flag),
            Key("channels", Flag))),
        Key("replyToMode", CommonRules.ReplyToMode),
        Key("dm", Dm),
        Key("guilds", MapOf(Guild)),
        Key("heartbeat", CommonRules.HeartbeatVisibility),
        Key("execApprovals", Shape(
            Key("enabled", Flag),
            Key("approvers", Ids),
            Key("agentFilter", Texts),
            Key("sessionFilter", Texts))),
        Key("intents", Shape(Key("presence", Flag), Key("guildMembers", Flag))),
        Ours("apiRoot", HttpAddresses.Rule),
        Ours("gatewayRoot", WebSocketAddresses.Rule),
        Ours(NameMatching.Key, Flag));

    public static ShapeRule Discord { get; } = Account.With(Key("accounts", Overlays(Account)));
}
