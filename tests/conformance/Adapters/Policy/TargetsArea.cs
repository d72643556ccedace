using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Delivery.Targets;

namespace Moltbot.Conformance.Adapters.Policy;

/// <summary>The targets of targets_delivery and from_tests_channels: whom a message is for.</summary>
public sealed class TargetsArea : ICaseArea
{
    public IEnumerable<CaseFunction> Functions =>
    [
        new("parseDiscordTarget", input => Show(Discord(input))),
        new("parseSlackTarget", input => Show(Slack(input))),
        new("resolveDiscordChannelId", input =>
            Id(DiscordTarget.Parse(Raw(input), TargetKind.Channel).Require("Discord", TargetKind.Channel))),
        new("resolveSlackChannelId", input => Id(SlackTarget.Parse(Raw(input)).Require("Slack", TargetKind.Channel))),
        new("buildMessagingTarget", input => Show(new TargetReading(
            new MessagingTarget(Kind(input.Arg("kind", 0).AsText()) ?? TargetKind.Channel, input.Arg("id", 1).AsText()!, input.Arg("raw", 2).AsText()!), null))),
        new("requireTargetKind", Require),
        new("normalizeWhatsAppTarget", input => WhatsAppTarget.Normalize(input.Arg("value", 0).AsText())),
        new("isWhatsAppGroupJid", input => WhatsAppTarget.IsGroup(input.Arg("value", 0).AsText())),
        new("toWhatsappJid", input => WhatsAppTarget.ToAddress(input.Arg("number", 0).AsText())),
        new("resolveGatewayMessageChannel", input =>
            ChannelIds.Normalize(input.Arg("raw", 0).AsText()) is { } id && ChannelIds.IsKnown(id) ? id : null),
        new("normalizeChatChannelId", input =>
            ChannelIds.Normalize(input.Arg("raw", 0).AsText()) is { } id && ChannelIds.Core.Contains(id, StringComparer.Ordinal) ? id : null),
    ];

    public IEnumerable<Difference> Differences => [];

    private static string Raw(JsonElement input) => input.Arg("raw", 0).AsText() ?? "";

    private static TargetKind? DefaultKind(JsonElement input) =>
        Kind((input.Get("args") is null ? input : input.Arg("options", 1)).Text("defaultKind"));

    private static TargetReading Discord(JsonElement input) => DiscordTarget.Parse(Raw(input), DefaultKind(input));

    private static TargetReading Slack(JsonElement input) => SlackTarget.Parse(Raw(input), DefaultKind(input) ?? TargetKind.Channel);

    private static TargetKind? Kind(string? name) => name switch
    {
        "user" => TargetKind.User,
        "channel" => TargetKind.Channel,
        _ => null,
    };

    private static JsonNode? Show(TargetReading reading) =>
        reading.Problem is { } problem ? throw new InvalidOperationException(problem)
        : reading.Target is not { } target ? null
        : new JsonObject
        {
            ["kind"] = MessagingTarget.NameOf(target.Kind),
            ["id"] = target.Id,
            ["raw"] = target.Raw,
            ["normalized"] = target.Normalized,
        };

    private static JsonNode? Id((string? Id, string? Problem) required) =>
        required.Problem is { } problem ? throw new InvalidOperationException(problem) : required.Id;

    private static JsonNode? Require(JsonElement input)
    {
        var one = input.One();
        var target = one.Get("target") is { } given
            ? new MessagingTarget(Kind(given.Text("kind")) ?? TargetKind.Channel, given.Text("id") ?? "", given.Text("raw") ?? "")
            : null;
        return Id(new TargetReading(target, null).Require(one.Text("platform") ?? "", Kind(one.Text("kind")) ?? TargetKind.Channel));
    }
}
