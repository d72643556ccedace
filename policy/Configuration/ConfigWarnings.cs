using System.Text.Json.Nodes;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration.Schema.Rules;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Delivery.Targets;
using Moltbot.Policy.Redaction;

namespace Moltbot.Policy.Configuration;

/// <summary>What a valid document says without effect, or with more effect than people expect.</summary>
internal static class ConfigWarnings
{
    public static IReadOnlyList<ConfigIssue> Find(JsonNode? document, IEnumerable<ListedNames.Name> names)
    {
        var warnings = new List<ConfigIssue>();
        if (Kinds.Text(document?["session"]?["mainKey"])?.Trim() is { Length: > 0 } mainKey && mainKey != "main")
            warnings.Add(new ConfigIssue("session.mainKey", "session.mainKey is ignored; main session is always \"main\"."));
        if (Kinds.Flag(document?["gateway"]?["controlUi"]?["dangerouslyDisableDeviceAuth"]) == true)
            warnings.Add(new ConfigIssue("gateway.controlUi.dangerouslyDisableDeviceAuth", "the browser interface connects without a device identity; use it for debugging only"));
        if (Kinds.Flag(document?["env"]?["shellEnv"]?["enabled"]) == true)
            warnings.Add(new ConfigIssue("env.shellEnv", "env.shellEnv has no effect here: no login shell is started to read variables"));
        LongChunks(document?["channels"]?["telegram"], "channels.telegram", warnings);
        UnreadablePatterns(document?["logging"]?["redactPatterns"], warnings);
        HookMappings(document?["hooks"]?["mappings"], warnings);
        UnreadableTargets(document?["approvals"]?["exec"]?["targets"], warnings);
        warnings.AddRange(ContainerWarnings.Find(document?["agents"]));
        warnings.AddRange(names.Select(static name => name.Issue));
        return warnings;
    }

    private static void UnreadablePatterns(JsonNode? patterns, List<ConfigIssue> warnings)
    {
        var texts = (patterns as JsonArray ?? []).Select(static each => Kinds.Text(each) ?? "").ToList();
        foreach (var place in RedactionRules.Unreadable(texts))
            warnings.Add(new ConfigIssue($"logging.redactPatterns.{place}", "this pattern has no effect: it is no regular expression, is too large, or looks ahead or behind"));
    }

    private static void HookMappings(JsonNode? mappings, List<ConfigIssue> warnings)
    {
        foreach (var (mapping, place) in (mappings as JsonArray ?? []).OfType<JsonObject>().Select(static (mapping, place) => (mapping, place)))
        {
            if (mapping["transform"] is not null)
                warnings.Add(new ConfigIssue($"hooks.mappings.{place}.transform", "calls of this hook are refused: no module is loaded to change what a stranger sends"));
            if (mapping["model"] is not null)
                warnings.Add(new ConfigIssue($"hooks.mappings.{place}.model", "model has no effect here: runs of hooks have their agent's model"));
            if (Kinds.Flag(mapping["allowUnsafeExternalContent"]) == true)
                warnings.Add(new ConfigIssue($"hooks.mappings.{place}.allowUnsafeExternalContent", "has no effect here: what a stranger sends is always shown as a stranger's"));
        }
    }

    private static void UnreadableTargets(JsonNode? targets, List<ConfigIssue> warnings)
    {
        foreach (var (place, target) in (targets as JsonArray ?? []).Index())
        {
            if (target is JsonObject && ChannelIds.Normalize(Kinds.Text(target["channel"])) == ChannelIds.Discord
                && (Kinds.Text(target["threadId"]) ?? Kinds.Text(target["to"])) is { } to
                && DiscordTarget.ParseRecipient(to, TargetKind.Channel).Target is null)
                warnings.Add(new ConfigIssue($"approvals.exec.targets.{place}.to", "nobody is told there of what waits for an approval: write channel:<id> or user:<id>, with the number that Discord copies"));
        }
    }

    private static void LongChunks(JsonNode? channel, string path, List<ConfigIssue> warnings)
    {
        if (channel is not JsonObject section)
            return;
        if (Kinds.Number(section["textChunkLimit"]) > TelegramAccountConfig.MaxTextChunk)
            warnings.Add(new ConfigIssue(path + ".textChunkLimit", $"Telegram takes at most {TelegramAccountConfig.MaxTextChunk} characters in one message; that many are sent"));
        foreach (var (id, account) in section["accounts"] as JsonObject ?? [])
            LongChunks(account, $"{path}.accounts.{id}", warnings);
    }
}
