using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Delivery;
using Moltbot.Policy.Envelopes;
using Moltbot.Policy.Sessions;
using Moltbot.Policy.Values;

namespace Moltbot.Conformance.Adapters.Policy;

/// <summary>The targets, envelopes and agent lists of targets_delivery, and injectTimestamp of gateway_misc.</summary>
public sealed class DeliveryArea : ICaseArea
{
    public IEnumerable<CaseFunction> Functions =>
    [
        new("normalizeMessageChannel", input => ChannelIds.Normalize(input.Arg("raw", 0).AsText())),
        new("isDeliverableMessageChannel", input =>
            ChannelIds.Deliverable.Contains(input.Arg("value", 0).AsText() ?? "", StringComparer.Ordinal)),
        new("normalizeChatType", input => ChatTypes.Normalize(input.Arg("raw", 0).AsText())),
        new("parseTelegramTarget", input =>
        {
            var target = TelegramTarget.Parse(input.Arg("to", 0).AsText() ?? "");
            return new JsonObject { ["chatId"] = target.ChatId, ["messageThreadId"] = target.TopicId };
        }),
        new("stripTelegramInternalPrefixes", input => TelegramTarget.StripPrefixes(input.Arg("to", 0).AsText() ?? "")),
        new("resolveTelegramTargetChatType", input => TelegramTarget.ChatTypeOf(input.Arg("to", 0).AsText() ?? "")),
        new("resolveTelegramForumThreadId", input => TelegramTarget.ForumTopicOf(
            input.One().Flag("isForum") ?? false, (int?)input.One().Number("messageThreadId"))),
        new("buildTelegramThreadParams", input => Thread(TelegramTarget.TopicToSendTo(input.Arg("id", 0)?.GetDouble()))),
        new("buildTypingThreadParams", input => Thread((int?)input.Arg("id", 0)?.GetDouble())),
        new("formatLocationText", input => Location(input.One())),
        new("resolveDefaultAgentId", input => Agents(input).DefaultId),
        new("listAgentIds", input => Agents(input).NormalizedIds.ToJson()),
        new("resolveSessionAgentIds", input => new JsonObject
        {
            ["defaultAgentId"] = Agents(input).DefaultId,
            ["sessionAgentId"] = Agents(input).OfSession(input.Text("sessionKey")),
        }),
        new("formatAgentEnvelope", input => Envelope(input.One()).Wrap(input.One().Text("body") ?? "", Options(input.One()))),
        new("formatInboundEnvelope", Inbound),
        new("formatInboundFromLabel", input =>
        {
            var one = input.One();
            return one.Flag("isGroup") == true
                ? MessageEnvelope.FromLabel(true, one.Text("groupLabel"), one.Text("groupId"), one.Text("groupFallback"))
                : MessageEnvelope.FromLabel(false, one.Text("directLabel"), one.Text("directId"));
        }),
        new("shouldAckReaction", input =>
        {
            var one = input.One();
            return new AckReaction(
                one.Flag("isDirect") ?? false, one.Flag("isGroup") ?? false, one.Flag("isMentionableGroup") ?? false,
                one.Flag("requireMention") ?? false, one.Flag("canDetectMention") ?? false,
                one.Flag("effectiveWasMentioned") ?? false, one.Flag("shouldBypassMention") ?? false).IsDue(one.Text("scope"));
        }),
        new("shouldAckReactionForWhatsApp", input =>
        {
            var one = input.One();
            return new AckReaction(
                one.Flag("isDirect") ?? false, one.Flag("isGroup") ?? false, IsMentionableGroup: true, RequireMention: true,
                CanDetectMention: true, one.Flag("wasMentioned") ?? false)
                .IsDueOnWhatsApp(one.Text("emoji"), one.Flag("directEnabled") ?? false, one.Text("groupMode"), one.Flag("groupActivated") ?? false);
        }),
        new("parseDurationMs", input =>
            DurationText.ParseMilliseconds(input.Arg("raw", 0).AsText(), input.Arg("opts", 1).Text("defaultUnit") ?? input.Text("defaultUnit") ?? "ms")),
        new("normalizeDeliveryContext", input => Context(input)?.Normalize() is { } context
            ? new JsonObject
            {
                ["channel"] = context.Channel,
                ["to"] = context.To,
                ["accountId"] = context.AccountId,
                ["threadId"] = context.ThreadId,
            }
            : null),
        new("deliveryContextKey", input => Context(input)?.Key()),
        new("injectTimestamp", Timestamp),
        new("timestampOptsFromConfig", input => new JsonObject
        {
            ["timezone"] = EnvelopeOptions.ReadZone(
                "user", TimeZoneInfo.Utc, input.Arg("cfg", 0).Get("agents").Get("defaults").Text("userTimezone")).Id,
        }),
    ];

    public IEnumerable<Difference> Differences => [];

    // The recorded calls that name no time ran at this one.
    private static JsonNode? Timestamp(JsonElement input)
    {
        var options = input.Get("args") is null ? input : input.Arg("opts", 1);
        var now = options.Text("now") ?? options.Get("now").Text("date") ?? "2026-01-29T01:30:00.000Z";
        return TimeStampText.Prefix(
            input.Arg("message", 0).AsText() ?? "", EnvelopeOptions.ReadZone(options.Text("timezone"), TimeZoneInfo.Utc, null),
            DateTimeOffset.Parse(now, CultureInfo.InvariantCulture));
    }

    private static DeliveryContext? Context(JsonElement input) => input.Arg("context", 0) is { } context
        ? new DeliveryContext(context.Text("channel"), context.Text("to"), context.Text("accountId"), context.Id("threadId"))
        : null;

    private static JsonNode? Thread(int? topic) => topic is null ? null : new JsonObject { ["message_thread_id"] = topic };

    private static string Location(JsonElement place)
    {
        string text = new LocationText(place.Number("latitude") ?? 0, place.Number("longitude") ?? 0)
        {
            Accuracy = place.Number("accuracy"),
            Name = place.Text("name"),
            Address = place.Text("address"),
            IsLive = place.Flag("isLive") ?? false,
        }.ToString();
        return place.Text("caption") is { } caption ? $"{text}\n{caption}" : text;
    }

    private static AgentList Agents(JsonElement input)
    {
        var agents = input.Get("config").Get("agents").Get("list")?.EnumerateArray().ToList() ?? [];
        var marked = agents.Find(agent => agent.Flag("default") == true);
        return new AgentList(
            [.. agents.Select(agent => agent.Text("id") ?? "")], marked.ValueKind == JsonValueKind.Object ? marked.Text("id") : null);
    }

    private static DateTimeOffset? Time(double? ms) => ms is { } value ? DateTimeOffset.FromUnixTimeMilliseconds((long)value) : null;

    private static MessageEnvelope Envelope(JsonElement input) => new(
        input.Text("channel"), input.Text("from"), input.Text("host"), input.Text("ip"), Time(input.Number("timestamp")),
        Time(input.Number("previousTimestamp")));

    // The recorded calls ran in UTC.
    private static EnvelopeOptions Options(JsonElement input)
    {
        var options = input.Get("envelope");
        return new EnvelopeOptions(
            EnvelopeOptions.ReadZone(options.Text("timezone"), TimeZoneInfo.Utc, options.Text("userTimezone")),
            options.Flag("includeTimestamp") ?? true, options.Flag("includeElapsed") ?? true);
    }

    private static JsonNode? Inbound(JsonElement input)
    {
        var one = input.One();
        var sender = one.Get("sender");
        var label = one.Text("senderLabel") ?? MessageEnvelope.SenderLabel(
            sender.Text("name"), sender.Text("username"), sender.Text("tag"), sender.Text("e164"), sender.Id("id"));
        return Envelope(one).Wrap(MessageEnvelope.WithSender(one.Text("body") ?? "", one.Text("chatType"), label), Options(one));
    }
}
