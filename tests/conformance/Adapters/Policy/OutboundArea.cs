using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Conformance.Adapters.Configuration;
using Moltbot.Policy.Delivery;
using Moltbot.Policy.Queue;
using Moltbot.Policy.Replies.Media;
using Moltbot.Policy.Sessions;

namespace Moltbot.Conformance.Adapters.Policy;

/// <summary>What targets_delivery and gateway_misc ask of what goes out: where to, from whom, with what, and once.</summary>
public sealed class OutboundArea : ICaseArea
{
    public IEnumerable<CaseFunction> Functions =>
    [
        new("enforceCrossContextPolicy", CrossContext),
        new("agentToAgentPolicy.isAllowed", input => AgentToAgentPolicy
            .From(ConfigInput.Section(input.Get("config").Get("tools").Get("agentToAgent")))
            .Allows(input.Text("requester") ?? "", input.Text("target") ?? "")),
        new("session reference kind", input => new JsonObject
        {
            ["sessionId"] = SessionReference.IsId(input.Text("value") ?? ""),
            ["sessionKey"] = SessionReference.IsKey(input.Text("value") ?? ""),
        }),
        new("splitMediaFromOutput", Media),
        new("resolveOutboundTarget", Target),
        new("resolveMirroredTranscriptText", input => MirroredText.Of(input.One().Text("text"), input.One().Texts("mediaUrls"))),
        new("normalizeReplyPayloadsForDelivery", Payloads),
        new("resolveSessionDeliveryTarget", Deliver) { Same = SameIds },
        new("deliveryContextFromSession", input => Show(FromSession(input.Arg("entry", 0)))) { Same = SameIds },
        new("normalizeSessionDeliveryFields", SessionFields) { Same = SameIds },
        new("system event queue", EventQueue),
        new("system event without session", input => SystemEvents.LineToKeep(input.Text("sessionKey"), "x", last: null)),
        new("dedupe cache sequence", Sightings),
    ];

    public IEnumerable<Difference> Differences => [];

    private static JsonNode? CrossContext(JsonElement input)
    {
        var one = input.One();
        var (action, args, context) = (one.Text("action") ?? "", one.Get("args"), one.Get("toolContext"));
        var (to, room) = (args.Text("to"), args.Text("channelId"));
        var policy = CrossContextPolicy.From(ConfigInput.Section(one.Get("cfg")).Section("tools").Section("message"));
        var refusal = policy.RefusalOf(
            action, one.Text("channel") ?? "", CrossContextPolicy.NamesRoomFirst(action) ? room ?? to : to ?? room,
            context.Text("currentChannelProvider"), context.Text("currentChannelId"));
        return refusal is not null ? throw new InvalidOperationException(refusal)
            : input.Get("args") is { ValueKind: JsonValueKind.Array } ? null : "allowed";
    }

    private static JsonNode? Target(JsonElement input)
    {
        var one = input.One();
        var channel = one.Text("channel") ?? "";
        var target = OutboundTarget.Resolve(
            channel, one.Text("to"), one.Texts("allowFrom") ?? one.Get("cfg").Get("channels").Get(channel).Texts("allowFrom"),
            one.Text("mode") is "implicit" or "heartbeat");
        return target.To is not null
            ? new JsonObject { ["ok"] = true, ["to"] = target.To }
            : new JsonObject { ["ok"] = false, ["error"] = new JsonObject { ["error"] = target.Problem } };
    }

    private static JsonNode? Payloads(JsonElement input) => new JsonArray(
    [
        .. (input.Arg("payloads", 0)?.EnumerateArray().Select(each => DeliverableReply.Of(
                each.Text("text"), each.Text("mediaUrl"), each.Texts("mediaUrls"), each.Text("replyToId"))) ?? [])
            .OfType<DeliverableReply>().Select(Show),
    ]);

    private static JsonNode Show(DeliverableReply reply)
    {
        var shown = new JsonObject
        {
            ["text"] = reply.Text,
            ["replyToTag"] = reply.HasReplyTag,
            ["replyToCurrent"] = reply.IsReplyToCurrent,
            ["audioAsVoice"] = reply.AsVoice,
        };
        if (reply.MediaUrl is { } url)
        {
            shown["mediaUrl"] = url;
        }

        if (reply.MediaUrls.Count > 0)
        {
            shown["mediaUrls"] = reply.MediaUrls.ToJson();
        }

        if (reply.ReplyToId is { } id)
        {
            shown["replyToId"] = id;
        }

        return shown;
    }

    private static JsonNode? Media(JsonElement input)
    {
        var reply = MediaLines.Split(input.Arg("raw", 0).AsText() ?? "");
        return new JsonObject
        {
            ["text"] = reply.Text,
            ["mediaUrls"] = reply.Media.Count > 0 ? reply.Media.ToJson() : null,
            ["mediaUrl"] = reply.Media.Count > 0 ? reply.Media[0] : null,
            ["audioAsVoice"] = reply.AsVoice ? true : null,
        };
    }

    private static DeliveryContext? Context(JsonElement? context) => context is null
        ? null
        : new DeliveryContext(context.Text("channel"), context.Text("to"), context.Text("accountId"), context.Id("threadId"));

    private static DeliveryContext? FromSession(JsonElement? entry) => entry is null
        ? null
        : new DeliveryContext(
            entry.Text("lastChannel") ?? entry.Text("channel"), entry.Text("lastTo"), entry.Text("lastAccountId"),
            entry.Id("lastThreadId") ?? entry.Get("deliveryContext").Id("threadId") ?? entry.Get("origin").Id("threadId"))
            .Or(Context(entry.Get("deliveryContext")));

    private static JsonObject? Show(DeliveryContext? context) => context is null
        ? null
        : new JsonObject
        {
            ["channel"] = context.Channel,
            ["to"] = context.To,
            ["accountId"] = context.AccountId,
            ["threadId"] = context.ThreadId,
        };

    private static JsonNode? SessionFields(JsonElement input)
    {
        var context = FromSession(input.Arg("source", 0));
        return new JsonObject
        {
            ["deliveryContext"] = Show(context),
            ["lastChannel"] = context?.Channel,
            ["lastTo"] = context?.To,
            ["lastAccountId"] = context?.AccountId,
            ["lastThreadId"] = context?.ThreadId,
        };
    }

    private static JsonNode? Deliver(JsonElement input)
    {
        var one = input.One();
        var delivery = SessionDelivery.Resolve(FromSession(one.Get("entry")), new SessionDeliveryRequest(
            one.Text("requestedChannel"), one.Text("explicitTo"), one.Id("explicitThreadId"), one.Text("fallbackChannel"),
            one.Flag("allowMismatchedLastTo") ?? false));
        return new JsonObject
        {
            ["channel"] = delivery.Channel,
            ["to"] = delivery.To,
            ["accountId"] = delivery.AccountId,
            ["threadId"] = delivery.ThreadId,
            ["mode"] = one.Text("mode") ?? (delivery.IsExplicit ? "explicit" : "implicit"),
            ["lastChannel"] = delivery.Last.Channel,
            ["lastTo"] = delivery.Last.To,
            ["lastAccountId"] = delivery.Last.AccountId,
            ["lastThreadId"] = delivery.Last.ThreadId,
        };
    }

    // Ids of threads are texts here, on some platforms of the original numbers.
    private static bool SameIds(JsonNode? expected, JsonNode? actual) => CaseComparison.AreEqual(WithTextIds(expected), actual);

    private static JsonNode? WithTextIds(JsonNode? node)
    {
        if (node?.DeepClone() is not JsonObject map)
        {
            return node;
        }

        foreach (var (key, value) in map.ToList())
        {
            map[key] = value is JsonObject ? WithTextIds(value)
                : key is "threadId" or "lastThreadId" && value is not null ? value.ToString()
                : value?.DeepClone();
        }

        return map;
    }

    private static JsonNode? EventQueue(JsonElement input)
    {
        var first = Drain(input.Texts("enqueue")!);
        var range = input.Text("then")!.Split("..").Select(each => int.Parse(each.AsSpan(1), CultureInfo.InvariantCulture)).ToList();
        var second = Drain(Enumerable.Range(range[0], range[1] - range[0] + 1).Select(each => string.Create(CultureInfo.InvariantCulture, $"e{each}")));
        return new JsonObject { ["firstDrain"] = first, ["secondDrain"] = second };
    }

    private static JsonArray Drain(IEnumerable<string> texts)
    {
        var lines = new List<string>();
        foreach (var text in texts)
        {
            if (SystemEvents.LineToKeep("agent:main:main", text, lines.LastOrDefault()) is { } line)
            {
                lines.Add(line);
            }
        }

        return lines.TakeLast(SystemEvents.MaxKept).ToJson();
    }

    private static JsonNode? Sightings(JsonElement input)
    {
        var keys = new RecentKeys(TimeSpan.FromMilliseconds(input.Number("ttlMs") ?? 0), (int)(input.Number("maxSize") ?? 0));
        return new JsonArray([.. input.Get("steps")!.Value.EnumerateArray().Select(step => (JsonNode)keys.See(
            step[0].GetString(), DateTimeOffset.UnixEpoch.AddMilliseconds(step[1].GetDouble())))]);
    }
}
