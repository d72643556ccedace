using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Replies;

namespace Moltbot.Conformance.Adapters.Policy;

/// <summary>The reply functions of queue_reply: tokens, tags, prefixes.</summary>
public sealed class RepliesArea : ICaseArea
{
    public IEnumerable<CaseFunction> Functions =>
    [
        new("isSilentReplyText", input => SilentReply.IsSilent(input.Arg("text", 0).AsText())),
        new("isHeartbeatContentEffectivelyEmpty", input => HeartbeatReply.IsEffectivelyEmpty(input.Arg("content", 0).AsText())),
        new("stripHeartbeatToken", Heartbeat),
        new("extractReplyToTag", ReplyTo),
        new("resolveReplyToMode", ReplyMode),
        new("resolveTypingMode", input => TypingModes.Resolve(
            input.Text("configured"), input.Flag("isGroupChat") ?? false, input.Flag("wasMentioned") ?? false,
            input.Flag("isHeartbeat") ?? false)),
        new("resolveResponsePrefixTemplate", Prefix),
        new("hasTemplateVariables", input => ResponsePrefix.HasPlaceholders(input.Arg("template", 0).AsText())),
        new("extractShortModelName", input => ResponsePrefix.ShortModelName(input.Arg("fullModel", 0).AsText() ?? "")),
        new("normalizeInboundTextNewlines", input => InboundText.NormalizeNewlines(input.Arg("input", 0).AsText() ?? "")),
    ];

    public IEnumerable<Difference> Differences => [];

    private static JsonNode? Heartbeat(JsonElement input)
    {
        var options = input.Get("args") is null ? input : input.Arg("options", 1);
        var reply = HeartbeatReply.Strip(
            input.Arg("raw", 0).AsText(), options.Text("mode") == "heartbeat",
            options.Number("maxAckChars") ?? HeartbeatReply.DefaultMaxAckChars);
        return new JsonObject { ["shouldSkip"] = reply.ShouldSkip, ["text"] = reply.Text, ["didStrip"] = reply.DidStrip };
    }

    private static JsonNode? ReplyTo(JsonElement input)
    {
        var tag = ReplyTag.Extract(input.Text("text"), input.Text("currentMessageId"));
        return new JsonObject
        {
            ["cleaned"] = tag.Cleaned,
            ["replyToId"] = tag.ReplyToId,
            ["replyToCurrent"] = tag.IsCurrent,
            ["hasTag"] = tag.HasTag,
        };
    }

    private static JsonNode? ReplyMode(JsonElement input)
    {
        var channel = input.Text("channel");
        var section = input.Get("config").Get("channels").Get(channel ?? "");
        var account = section.Get("accounts").Get(input.Text("accountId") ?? "default");
        var chatType = input.Text("chatType");
        var byType = chatType is null ? null
            : account.Get("replyToModeByChatType").Text(chatType) ?? section.Get("replyToModeByChatType").Text(chatType)
                ?? (chatType == "direct" ? section.Get("dm").Text("replyToMode") : null);
        return ReplyToModes.Resolve(channel, byType ?? account.Text("replyToMode") ?? section.Text("replyToMode"));
    }

    private static JsonNode? Prefix(JsonElement input)
    {
        var context = input.Arg("context", 1);
        return new ResponsePrefix(
            context.Text("model"), context.Text("modelFull"), context.Text("provider"), context.Text("thinkingLevel"),
            context.Text("identityName")).Fill(input.Arg("template", 0).AsText());
    }
}
