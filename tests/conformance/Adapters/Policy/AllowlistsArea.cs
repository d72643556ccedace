using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Access;
using Moltbot.Policy.Access.Allowlists;
using Moltbot.Policy.Access.Groups;

namespace Moltbot.Conformance.Adapters.Policy;

/// <summary>allowlist_match, and the matchAllowlist rules of seed_rules: who a list names.</summary>
public sealed class AllowlistsArea : ICaseArea
{
    private const string EmptyIsNobody = "An empty list names nobody, on every channel.";

    public IEnumerable<CaseFunction> Functions =>
    [
        new("matchAllowlist", input => Match(GenericAllowlist.Match(
            input.Text("channel")!, input.Texts("allowFrom"),
            new SenderIdentity(
                input.Text("targetId"), input.Text("targetUsername"), input.Text("targetName"), input.Text("targetTag")))))
        {
            // Elsewhere a function of this name judges programs, not people.
            Area = "seed_rules",
        },
        new("telegram.resolveSenderAllowMatch", input => Match(Telegram(input))),
        new("telegram.isSenderAllowed", input => Telegram(input).Allowed),
        new("discord.resolveDiscordAllowListMatch", input =>
        {
            var candidate = input.Get("candidate");
            return Match(DiscordAllowlist.Match(
                input.Texts("allowFrom"),
                new SenderIdentity(candidate.Text("id"), Name: candidate.Text("name"), Tag: candidate.Text("tag"))));
        }),
        new("discord.resolveDiscordUserAllowed", input => OptionalRestriction.AllowsDiscordUser(
            input.Texts("allowList"), new SenderIdentity(input.Text("userId"), Name: input.Text("userName"), Tag: input.Text("userTag")))),
        new("discord.normalizeDiscordSlug", input => Slugs.Of(input.Text("value"))),
        new("discord.resolveGroupDmAllow", input => OptionalRestriction.AllowsDiscordGroupChat(
            input.Texts("channels"), input.Text("channelId")!, input.Text("channelName") ?? input.Text("channelSlug"))),
        new("slack.resolveSlackAllowListMatch", input => Match(SlackAllowlist.Match(
            input.Texts("allowList") ?? [], new SenderIdentity(input.Text("id"), Name: input.Text("name"))))),
        new("slack.resolveSlackUserAllowed", input => OptionalRestriction.AllowsSlackUser(
            input.Texts("allowList"), new SenderIdentity(input.Text("userId"), Name: input.Text("userName")))),
        new("slack.normalizeSlackSlug", input => Slugs.OfSlack(input.Text("raw"))),
        new("signal.isSignalSenderAllowed", input => Signal(input).Allowed),
        new("signal.isSignalGroupAllowed", input => GroupPolicies.Parse(input.Text("groupPolicy")) switch
        {
            GroupPolicy.Open => true,
            GroupPolicy.Allowlist => Signal(input).Allowed,
            _ => false,
        }),
        new("imessage.isAllowedIMessageSender", input => IMessage(input.One()).Allowed),
        new("isAllowedIMessageSender", input => IMessage(input.One()).Allowed),
        new("imessage.normalizeIMessageHandle", input => IMessageTarget.NormalizeHandle(input.Arg("raw", 0).AsText() ?? "")),
        new("normalizeIMessageHandle", input => IMessageTarget.NormalizeHandle(input.Arg("raw", 0).AsText() ?? "")),
        new("imessage.parseIMessageTarget", ParseIMessage),
        new("parseIMessageTarget", ParseIMessage),
        new("normalizeE164", input => PhoneNumbers.Normalize(input.Arg("number", 0).AsText())),
        new("mergeAllowlist", input => ListEntries.Merge(input.Texts("existing"), input.Texts("additions")).ToJson()),
        new("formatAllowlistMatchMeta", input =>
            new AllowMatch(false, input.Get("match").Text("matchKey"), input.Get("match").Text("matchSource")).Describe()),
        new("normalizeChannelSlug", input => Slugs.Of(input.Arg("value", 0).AsText())),
    ];

    public IEnumerable<Difference> Differences =>
    [
        new("telegram.isSenderAllowed", input => ListEntries.Clean(input.Texts("allowFrom")).Count == 0, EmptyIsNobody),
        new("discord.resolveDiscordUserAllowed", input => input.Texts("allowList") is { Count: 0 }, EmptyIsNobody),
        new("discord.resolveGroupDmAllow", input => input.Texts("channels") is { Count: 0 }, EmptyIsNobody),
        new("slack.resolveSlackUserAllowed", input => input.Texts("allowList") is { Count: 0 }, EmptyIsNobody),
        new("imessage.isAllowedIMessageSender", input => ListEntries.Clean(input.One().Texts("allowFrom")).Count == 0, EmptyIsNobody),
        new("isAllowedIMessageSender", input => ListEntries.Clean(input.One().Texts("allowFrom")).Count == 0, EmptyIsNobody),
    ];

    private static JsonNode? Match(AllowMatch match) => new JsonObject
    {
        ["allowed"] = match.Allowed,
        ["matchKey"] = match.Key,
        ["matchSource"] = match.Source,
    };

    private static AllowMatch Telegram(JsonElement input) => TelegramAllowlist.Match(
        input.Texts("allowFrom"), new SenderIdentity(input.Id("senderId"), input.Text("senderUsername")));

    private static AllowMatch Signal(JsonElement input) =>
        SignalAllowlist.Match(input.Texts("allowFrom"), input.Text("sourceNumber"), input.Text("sourceUuid"));

    private static AllowMatch IMessage(JsonElement input) => IMessageAllowlist.Match(
        input.Texts("allowFrom"),
        new IMessageSender(input.Text("sender"), (long?)input.Number("chatId"), input.Text("chatGuid"), input.Text("chatIdentifier")));

    private static JsonNode? ParseIMessage(JsonElement input)
    {
        var target = IMessageTarget.Parse(input.Arg("raw", 0).AsText() ?? "");
        return target.Kind switch
        {
            IMessageTarget.ByChatId => new JsonObject
            {
                ["kind"] = target.Kind,
                ["chatId"] = long.Parse(target.Value, System.Globalization.CultureInfo.InvariantCulture),
            },
            IMessageTarget.ByChatGuid => new JsonObject { ["kind"] = target.Kind, ["chatGuid"] = target.Value },
            IMessageTarget.ByChatIdentifier => new JsonObject { ["kind"] = target.Kind, ["chatIdentifier"] = target.Value },
            _ => new JsonObject { ["kind"] = target.Kind, ["to"] = target.Value, ["service"] = target.Service },
        };
    }
}
