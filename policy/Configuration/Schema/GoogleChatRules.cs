using Moltbot.Policy.Configuration.Schema.Checks;
using Moltbot.Policy.Configuration.Schema.Rules;
using static Moltbot.Policy.Configuration.Schema.Rules.Grammar;

namespace Moltbot.Policy.Configuration.Schema;

/// <summary><c>channels.googlechat</c>.</summary>
internal static class GoogleChatRules
{
    public static ShapeRule Dm { get; } = Shape(
        Key("enabled", Flag),
        Default("policy", CommonRules.DmPolicy, "pairing"),
        Key("allowFrom", Ids)).Checked(OpenPolicy.OfDm("channels.googlechat.dm"));

    public static ShapeRule Group { get; } = Shape(
        Key("enabled", Flag),
        Key("allow", Flag),
        Key("requireMention", Flag),
        Key("users", Ids),
        Key("systemPrompt", Text));

    public static ShapeRule Account { get; } = Shape(
        Key("name", Text),
        Key("capabilities", Texts),
        Key("enabled", Flag),
        Key("configWrites", Flag),
        Key("allowBots", Flag),
        Key("requireMention", Flag),
        Default("groupPolicy", CommonRules.GroupPolicy, "allowlist"),
        Key("groupAllowFrom", Ids),
        Key("groups", MapOf(Group)),
        Key("serviceAccount", Either("string or object", Text, MapOf(Anything))) with { IsSecret = true },
        SecretFile("serviceAccountFile"),
        Key("audienceType", OneOf("app-url", "project-number")),
        Key("audience", Text),
        Key("webhookPath", Text),
        Key("webhookUrl", Text),
        Key("botUser", Text),
        Key("historyLimit", Count),
        Key("dmHistoryLimit", Count),
        Key("dms", MapOf(CommonRules.DmConfig)),
        Key("textChunkLimit", Positive),
        Key("chunkMode", OneOf("length", "newline")),
        Key("blockStreaming", Flag),
        Key("blockStreamingCoalesce", CommonRules.BlockStreamingCoalesce),
        Key("mediaMaxMb", PositiveNumber),
        Key("replyToMode", CommonRules.ReplyToMode),
        Key("actions", Shape(Key("reactions", Flag))),
        Key("dm", Dm),
        Key("typingIndicator", OneOf("none", "message", "reaction")));

    public static ShapeRule GoogleChat { get; } = Account.With(Key("accounts", Overlays(Account)), Key("defaultAccount", Text));
}
