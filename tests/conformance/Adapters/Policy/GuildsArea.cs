using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Access;
using Moltbot.Policy.Access.Allowlists;
using Moltbot.Policy.Access.Groups;
using Moltbot.Policy.Access.Groups.Guilds;
using Moltbot.Policy.Replies.Chunking;

namespace Moltbot.Conformance.Adapters.Policy;

/// <summary>channel_config_match and group_policy for Discord: guilds, their channels and threads, and how answers are cut there.</summary>
public sealed class GuildsArea : ICaseArea
{
    public IEnumerable<CaseFunction> Functions =>
    [
        new("discord.resolveDiscordGuildEntry", GuildEntry),
        new("discord.resolveDiscordChannelConfig", ChannelConfig),
        new("discord.resolveDiscordChannelConfigWithFallback", ChannelConfig),
        new("discord.isDiscordGroupAllowedByPolicy", input => GuildMap.IsListed(
            GroupPolicies.Parse(input.Text("groupPolicy")),
            input.Flag("guildAllowlisted") ?? false,
            input.Flag("channelAllowlistConfigured") ?? false,
            input.Flag("channelAllowed") ?? false)),
        new("resolveNestedAllowlistDecision", input =>
        {
            var one = input.One();
            return GuildMap.IsListed(
                one.Flag("outerConfigured") == true ? GroupPolicy.Allowlist : GroupPolicy.Open,
                one.Flag("outerMatched") ?? false,
                one.Flag("innerConfigured") ?? false,
                one.Flag("innerMatched") ?? false);
        }),
        new("resolveChannelEntryMatchWithFallback", EntryMatch),
        new("resolveChannelEntryMatch", OwnEntry),
        new("discord.resolveDiscordShouldRequireMention", input => input.Flag("isGuildMessage") == true && GuildMap.RequiresMention(
            new GuildRule(input.Get("guildInfo").Flag("requireMention")),
            new GuildChannelRule(
                RequireMention: input.Get("channelConfig").Flag("requireMention"), AutoThread: input.Get("channelConfig").Flag("autoThread") ?? false),
            new GuildPlace(
                "guild", null, "channel", null,
                ParentId: input.Flag("isThread") == true ? "parent" : null,
                IsOwnThread: input.Text("botId") is { } bot && input.Text("threadOwnerId") == bot))),
        new("discord.shouldEmitDiscordReactionNotification", input => ReactionNotifications.Wants(
            input.Text("mode"),
            input.Text("botId") is { } bot && input.Text("messageAuthorId") == bot,
            DiscordAllowlist.Match(
                input.Texts("allowlist"),
                new SenderIdentity(input.Text("userId"), Name: input.Text("userName"), Tag: input.Text("userTag"))).Allowed)),
        new("discord.resolveDiscordGroupRequireMention", RequiresMention),
        new("chunkDiscordText", input => TallChunks.Cut(input.Arg("text", 0).AsText() ?? "", MaxChars(input), MaxLines(input)).ToJson()),
        new("chunkDiscordTextWithMode", input => (input.Arg("opts", 1).Text("chunkMode") == "newline"
            ? TallChunks.CutByParagraph(input.Arg("text", 0).AsText() ?? "", MaxChars(input), MaxLines(input))
            : TallChunks.Cut(input.Arg("text", 0).AsText() ?? "", MaxChars(input), MaxLines(input))).ToJson()),
    ];

    public IEnumerable<Difference> Differences => [];

    private static int MaxChars(JsonElement input) => (int)(input.Arg("opts", 1).Number("maxChars") ?? 2000);

    private static int MaxLines(JsonElement input) => (int)(input.Arg("opts", 1).Number("maxLines") ?? 17);

    private static JsonNode? GuildEntry(JsonElement input)
    {
        var guild = input.Get("guild");
        if (guild.Text("id") is not { } id
            || Find(input.Get("guildEntries"), entries => GuildMap.FindGuild(entries, id, guild.Text("name"))) is not { } found)
        {
            return null;
        }

        var entry = Copy(found.Rule);
        entry["id"] = id;
        if (found.Source != EntrySource.Id && Slugs.Of(guild.Text("name")) is { Length: > 0 } slug)
        {
            entry["slug"] = slug;
        }

        return entry;
    }

    private static JsonNode? ChannelConfig(JsonElement input)
    {
        if (input.Get("guildInfo").Get("channels") is not { } channels)
        {
            return null;
        }

        var isThread = input.Text("scope") == "thread";
        var parent = input.Text("parentId") ?? input.Text("parentName") ?? input.Text("parentSlug");
        var place = new GuildPlace(
            "guild", null, input.Text("channelId")!, input.Text("channelName") ?? input.Text("channelSlug"),
            ParentId: isThread || parent is not null ? input.Text("parentId") ?? "" : null,
            ParentName: input.Text("parentName") ?? input.Text("parentSlug"));
        if (Find(channels, entries => GuildMap.FindChannel(entries, place)) is not { } found)
        {
            return new JsonObject { ["allowed"] = false };
        }

        var config = Copy(found.Rule);
        config["allowed"] = config["allow"]?.GetValue<bool>() ?? true;
        config.Remove("allow");
        config["matchKey"] = found.Key;
        config["matchSource"] = SourceOf(found.Source);
        return config;
    }

    /// <summary>A channel's own entry, else its parent's, else the one for all, which counts only where it is asked for.</summary>
    private static JsonNode? EntryMatch(JsonElement input)
    {
        var one = input.One();
        var entries = one.Get("entries")!.Value.EnumerateObject()
            .Where(entry => entry.Name != "*" || one.Text("wildcardKey") == "*")
            .ToDictionary(static entry => entry.Name, static entry => JsonObject.Create(entry.Value)!, StringComparer.Ordinal);
        var parent = one.Texts("parentKeys")?.Single();
        var key = one.Texts("keys")!.Single();
        var result = new JsonObject();
        if (GuildMap.FindChannel(entries, new GuildPlace("guild", null, key, key, parent, parent)) is not { } found)
        {
            return result;
        }

        if (entries.TryGetValue("*", out var wildcard))
        {
            result["wildcardEntry"] = Copy(wildcard);
            result["wildcardKey"] = "*";
        }

        result["entry"] = Copy(found.Rule);
        result["key"] = found.Key;
        result["matchKey"] = found.Key;
        result["matchSource"] = SourceOf(found.Source);
        if (found.Source is EntrySource.ParentId or EntrySource.ParentName)
        {
            result["parentEntry"] = Copy(found.Rule);
            result["parentKey"] = found.Key;
        }

        return result;
    }

    /// <summary>A channel's own entry, and beside it the one for all.</summary>
    private static JsonNode? OwnEntry(JsonElement input)
    {
        var one = input.One();
        var keys = one.Texts("keys")!;
        var entries = one.Get("entries");
        var found = Find(entries, map => GuildMap.FindChannel(map, new GuildPlace("guild", null, keys[0], keys[^1])));
        var isForAll = found?.Source == EntrySource.Wildcard;
        var forAll = Find(entries, static map => GuildMap.FindChannel(map, new GuildPlace("guild", null, "", null)));
        return new JsonObject
        {
            ["entry"] = found is null || isForAll ? null : Copy(found.Rule),
            ["key"] = isForAll ? null : found?.Key,
            ["wildcardEntry"] = forAll is null ? null : Copy(forAll.Rule),
            ["wildcardKey"] = forAll?.Key,
        };
    }

    private static string SourceOf(EntrySource source) => source switch
    {
        EntrySource.Wildcard => "wildcard",
        EntrySource.ParentId or EntrySource.ParentName => "parent",
        _ => "direct",
    };

    /// <summary>A guild by id or by the slug that its entry gives itself; a channel by id, or by name with or without its mark.</summary>
    private static JsonNode? RequiresMention(JsonElement input)
    {
        var guilds = (input.Get("config") ?? input.Get("cfg")).Get("channels").Get("discord").Get("guilds");
        var space = input.Text("groupSpace");
        var guild = guilds.Get(space ?? "")
            ?? guilds?.EnumerateObject().FirstOrDefault(entry => Slugs.Of(entry.Value.Text("slug")) is { Length: > 0 } slug && slug == Slugs.Of(space)).Value
            ?? guilds.Get("*");
        var place = new GuildPlace("guild", null, input.Text("groupId") ?? "", input.Text("groupChannel"));
        var channel = Find(guild is { ValueKind: JsonValueKind.Object } entries ? entries.Get("channels") : null, map => GuildMap.FindChannel(map, place));
        return GuildMap.RequiresMention(
            new GuildRule(guild is { ValueKind: JsonValueKind.Object } own ? own.Flag("requireMention") : null),
            channel is null ? null : new GuildChannelRule(RequireMention: JsonSerializer.SerializeToElement(channel.Rule).Flag("requireMention")),
            place);
    }

    private static EntryMatch<JsonObject>? Find(JsonElement? map, Func<IReadOnlyDictionary<string, JsonObject>, EntryMatch<JsonObject>?> find) =>
        map is { ValueKind: JsonValueKind.Object } entries
            ? find(entries.EnumerateObject().ToDictionary(static entry => entry.Name, static entry => JsonObject.Create(entry.Value)!, StringComparer.Ordinal))
            : null;

    private static JsonObject Copy(JsonObject entry) => (JsonObject)entry.DeepClone();
}
