using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Queue;

namespace Moltbot.Conformance.Adapters.Policy;

/// <summary>The queue functions of queue_reply.</summary>
public sealed class QueueArea : ICaseArea
{
    public IEnumerable<CaseFunction> Functions =>
    [
        new("normalizeQueueMode", input => QueueNames.Mode(input.Text("raw")) is { } mode ? QueueNames.Of(mode) : null),
        new("normalizeQueueDropPolicy", input => QueueNames.Drop(input.Text("raw")) is { } drop ? QueueNames.Of(drop) : null),
        new("resolveQueueSettings", Settings),
        new("extractQueueDirective", Directive),
        new("resolveInboundDebounceMs", input =>
        {
            var inbound = input.Get("cfg").Get("messages").Get("inbound");
            return InboundDebounce.Resolve(
                input.Number("overrideMs"), inbound.Get("byChannel").Number(input.Text("channel") ?? ""), inbound.Number("debounceMs"))
                .TotalMilliseconds;
        }),
        new("buildInboundDedupeKey", DedupeKey),
    ];

    public IEnumerable<Difference> Differences => [];

    private static JsonNode? Settings(JsonElement input)
    {
        var queue = input.Get("cfg").Get("messages").Get("queue");
        var channel = (input.Text("channel") ?? "").Trim().ToLowerInvariant();
        var entry = input.Get("sessionEntry") ?? input.Get("entry");
        var inline = input.Get("inlineOptions");
        var settings = QueueSettings.Resolve(
            new QueueOptions(
                QueueNames.Mode(input.Text("inlineMode")), inline.Number("debounceMs"), inline.Number("cap"),
                QueueNames.Drop(inline.Text("dropPolicy"))),
            new QueueOptions(
                QueueNames.Mode(entry.Text("queueMode")), entry.Number("queueDebounceMs"), entry.Number("queueCap"),
                QueueNames.Drop(entry.Text("queueDrop"))),
            new QueueOptions(QueueNames.Mode(queue.Get("byChannel").Text(channel)), queue.Get("debounceMsByChannel").Number(channel)),
            new QueueOptions(
                QueueNames.Mode(queue.Text("mode")), queue.Number("debounceMs"), queue.Number("cap"), QueueNames.Drop(queue.Text("drop"))));
        return new JsonObject
        {
            ["mode"] = QueueNames.Of(settings.Mode),
            ["debounceMs"] = settings.Debounce.TotalMilliseconds,
            ["cap"] = settings.Cap,
            ["dropPolicy"] = QueueNames.Of(settings.Drop),
        };
    }

    private static JsonNode? Directive(JsonElement input)
    {
        var directive = QueueDirective.Extract(input.Text("body"));
        return new JsonObject
        {
            ["cleaned"] = directive.Cleaned,
            ["queueMode"] = directive.Options.Mode is { } mode ? QueueNames.Of(mode) : null,
            ["queueReset"] = directive.IsReset,
            ["rawMode"] = directive.RawMode,
            ["debounceMs"] = directive.Options.DebounceMs,
            ["cap"] = directive.Options.Cap,
            ["dropPolicy"] = directive.Options.Drop is { } drop ? QueueNames.Of(drop) : null,
            ["rawDebounce"] = directive.RawDebounce,
            ["rawCap"] = directive.RawCap,
            ["rawDrop"] = directive.RawDrop,
            ["hasDirective"] = directive.IsPresent,
            ["hasOptions"] = directive.HasOptions,
        };
    }

    private static JsonNode? DedupeKey(JsonElement input)
    {
        var context = input.GetProperty("ctx");
        return new InboundDedupeKey(
            context.Text("OriginatingChannel") ?? context.Text("Provider") ?? context.Text("Surface"),
            context.Text("AccountId"),
            context.Text("SessionKey"),
            context.Text("OriginatingTo") ?? context.Text("To") ?? context.Text("From") ?? context.Text("SessionKey"),
            context.Id("MessageThreadId"),
            context.Text("MessageSid")).ToKey();
    }
}
