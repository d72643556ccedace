using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Access;
using Moltbot.Policy.Access.Groups;
using Moltbot.Policy.Access.Mentions;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Sessions;

namespace Moltbot.Conformance.Adapters.Policy;

/// <summary>group_policy, mention_gating, mentions_text, and the mentionGate rules of seed_rules.</summary>
public sealed class GroupsArea : ICaseArea
{
    public IEnumerable<CaseFunction> Functions =>
    [
        new("resolveChannelGroupPolicy", Policy),
        new("resolveChannelGroupRequireMention", input =>
        {
            var wanted = input.Flag("requireMentionOverride");
            return input.Text("overrideOrder") == "before-config" && wanted is { } first
                ? first
                : Map(Groups(input)).RequiresMention(input.Text("groupId"), wanted);
        }),
        new("resolveToolsBySender", input => Copy(SenderKeyed.Find(BySender(input.Get("toolsBySender")), Sender(input)))),
        new("telegram.resolveTelegramGroupRequireMention", input =>
        {
            var id = TelegramGroupId.Parse(input.Text("groupId"));
            var map = Map(Groups(input, ChannelIds.Telegram));
            return id.TopicId is { } topic ? map.RequiresMentionInTopic(id.ChatId, topic) : map.RequiresMention(id.ChatId);
        }),
        new("resolveMentionGating", input =>
        {
            var one = input.One();
            return Gate(MentionGate.Decide(one.Flag("requireMention") ?? false, Facts(one), one.Flag("shouldBypassMention") ?? false), false);
        }),
        new("resolveMentionGatingWithBypass", input =>
        {
            var one = input.One();
            return Gate(
                MentionGate.Decide(
                    one.Flag("isGroup") ?? false, one.Flag("requireMention") ?? false, Facts(one),
                    one.Flag("allowTextCommands") ?? false, one.Flag("hasControlCommand") ?? false, one.Flag("commandAuthorized") ?? false),
                true);
        }),
        new("buildMentionRegexes", input => new JsonArray([.. new MentionPatterns(Patterns(input)).Sources
            .Select(source => (JsonNode)new JsonObject { ["regex"] = source, ["flags"] = "i" })])),
        new("normalizeMentionText", input => MentionText.Normalize(input.Arg("text", 0).AsText())),
        new("matchesMentionPatterns", input => new MentionPatterns(input.Texts("patterns") ?? []).Match(input.Text("text"))),
        new("matchesMentionWithExplicit", input =>
        {
            var one = input.One();
            var patterns = one.Texts("patterns")
                ?? [.. one.Get("mentionRegexes")?.EnumerateArray().Select(each => each.Text("regex") ?? "") ?? []];
            var known = one.Get("explicit");
            return new MentionPatterns(patterns).MatchOrExplicit(
                one.Text("text"), known.Flag("canResolveExplicit") ?? false, known.Flag("isExplicitlyMentioned") ?? false);
        }),
        new("stripStructuralPrefixes", input => MentionText.StripStructure(input.Arg("text", 0).AsText() ?? "")),
        new("stripMentions", input =>
        {
            var context = input.Get("ctx");
            var channel = ChannelIds.Normalize(context.Text("Provider"));
            var own = context.Text("To")?.Replace("whatsapp:", "", StringComparison.Ordinal);
            return MentionText.StripMentions(
                input.Text("text")!, new MentionPatterns([.. Patterns(input), .. MentionPatterns.OfChannel(channel, own)]));
        }),
        new("mentionGate", SeedGate),
    ];

    public IEnumerable<Difference> Differences => [];

    private static JsonElement? Groups(JsonElement input, string? channel = null)
    {
        var section = (input.Get("config") ?? input.Get("cfg")).Get("channels").Get(channel ?? input.Text("channel") ?? "");
        var wanted = IdNormalization.AccountId(input.Text("accountId"));
        var account = section.Get("accounts")?.EnumerateObject()
            .FirstOrDefault(each => string.Equals(each.Name, wanted, StringComparison.OrdinalIgnoreCase)).Value;
        return (account is { ValueKind: JsonValueKind.Object } ? account.Get("groups") : null) ?? section.Get("groups");
    }

    private static GroupMap Map(JsonElement? groups) => groups is { } map
        ? new GroupMap(map.EnumerateObject().ToDictionary(each => each.Name, each => Rule(each.Value), StringComparer.Ordinal))
        : GroupMap.Empty;

    private static GroupRule Rule(JsonElement rule) => new(
        rule.Flag("requireMention"),
        rule.Get("topics")?.EnumerateObject().ToDictionary(each => each.Name, each => Rule(each.Value), StringComparer.Ordinal),
        rule.Text("mentionPattern") is { } pattern ? [pattern] : rule.Texts("mentionPatterns"));

    private static JsonNode? Policy(JsonElement input)
    {
        var groups = Groups(input);
        var map = Map(groups);
        var id = input.Text("groupId")?.Trim();
        return new JsonObject
        {
            ["allowlistEnabled"] = map.IsAllowlist,
            ["allowed"] = map.Allows(id),
            ["groupConfig"] = map.Of(id) is null ? null : Copy(groups.Get(id!)),
            ["defaultConfig"] = map.Default is null ? null : Copy(groups.Get("*")),
        };
    }

    private static IEnumerable<KeyValuePair<string, JsonObject>>? BySender(JsonElement? map) =>
        map?.EnumerateObject().Select(each => KeyValuePair.Create(each.Name, JsonObject.Create(each.Value)!));

    private static SenderIdentity Sender(JsonElement input) => new(
        input.Id("senderId"), input.Text("senderUsername"), input.Text("senderName"), Phone: input.Text("senderE164"));

    private static JsonNode? Copy(JsonElement? element) => element is { } value ? JsonSerializer.SerializeToNode(value) : null;

    private static JsonNode? Copy(JsonObject? node) => node?.DeepClone();

    private static MentionFacts Facts(JsonElement input) => new(
        input.Flag("canDetectMention") ?? false, input.Flag("wasMentioned") ?? false, input.Flag("hasAnyMention") ?? false,
        input.Flag("implicitMention") ?? false);

    private static JsonNode? Gate(MentionGate gate, bool withBypass) => new JsonObject
    {
        ["effectiveWasMentioned"] = gate.EffectivelyMentioned,
        ["shouldSkip"] = gate.Skip,
        ["shouldBypassMention"] = withBypass ? gate.Bypassed : null,
    };

    private static IReadOnlyList<string> Patterns(JsonElement input)
    {
        var config = input.Get("config") ?? input.Get("cfg");
        var wanted = input.Text("agentId") is { } id ? IdNormalization.AgentId(id) : null;
        var agent = config.Get("agents").Get("list")?.EnumerateArray()
            .FirstOrDefault(each => IdNormalization.AgentId(each.Text("id")) == wanted);
        var own = agent is { ValueKind: JsonValueKind.Object } ? agent : null;
        return MentionPatterns.Choose(
            own.Get("groupChat").Texts("mentionPatterns"),
            config.Get("messages").Get("groupChat").Texts("mentionPatterns"),
            own.Get("identity").Text("name"),
            own.Get("identity").Text("emoji"));
    }

    private static JsonNode? SeedGate(JsonElement input)
    {
        if (input.Text("chat") == "direct")
        {
            return "process";
        }

        var map = Map(input.Get("groups"));
        var rule = map.Of(input.Text("groupId")) ?? map.Default;
        var patterns = new MentionPatterns(rule?.MentionPatterns ?? map.Default?.MentionPatterns ?? []);
        var facts = new MentionFacts(CanDetect: true, patterns.Match(input.Text("text")));
        return MentionGate.Decide(map.RequiresMention(input.Text("groupId")), facts, bypass: false).Skip ? "skip" : "process";
    }
}
