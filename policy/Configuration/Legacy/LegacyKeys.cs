using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Schema.Rules;

namespace Moltbot.Policy.Configuration.Legacy;

/// <summary>Keys of older versions. They are refused with the name of what replaced them; <c>doctor</c> moves them.</summary>
internal static class LegacyKeys
{
    private static readonly IReadOnlyList<LegacyKey> All =
    [
        new("whatsapp", "whatsapp config moved to channels.whatsapp"),
        new("telegram", "telegram config moved to channels.telegram"),
        new("discord", "discord config moved to channels.discord"),
        new("slack", "slack config moved to channels.slack"),
        new("signal", "signal config moved to channels.signal"),
        new("imessage", "imessage config moved to channels.imessage"),
        new("msteams", "msteams config moved to channels.msteams"),
        new("routing.allowFrom", "routing.allowFrom was removed; use channels.whatsapp.allowFrom instead"),
        new("routing.bindings", "routing.bindings was moved; use top-level bindings instead"),
        new("routing.agents", "routing.agents was moved; use agents.list instead"),
        new("routing.defaultAgentId", "routing.defaultAgentId was moved; use agents.list[].default instead"),
        new("routing.agentToAgent", "routing.agentToAgent was moved; use tools.agentToAgent instead"),
        new("routing.groupChat.requireMention", "routing.groupChat.requireMention was removed; use channels.whatsapp/telegram/imessage groups defaults (e.g. channels.whatsapp.groups.\"*\".requireMention) instead"),
        new("routing.groupChat.mentionPatterns", "routing.groupChat.mentionPatterns was moved; use agents.list[].groupChat.mentionPatterns or messages.groupChat.mentionPatterns instead"),
        new("routing.queue", "routing.queue was moved; use messages.queue instead"),
        new("routing.transcribeAudio", "routing.transcribeAudio was moved; use tools.media.audio.models instead"),
        new("telegram.requireMention", "telegram.requireMention was removed; use channels.telegram.groups.\"*\".requireMention instead"),
        new("identity", "identity was moved; use agents.list[].identity instead"),
        new("agent", "agent.* was moved; use agents.defaults (and tools.* for tool/elevated/exec settings) instead"),
        new("tools.bash", "tools.bash was removed; use tools.exec instead"),
        new("agent.model", "agent.model string was replaced by agents.defaults.model.primary/fallbacks and agents.defaults.models", OnlyText: true),
        new("agent.imageModel", "agent.imageModel string was replaced by agents.defaults.imageModel.primary/fallbacks", OnlyText: true),
        new("agent.allowedModels", "agent.allowedModels was replaced by agents.defaults.models"),
        new("agent.modelAliases", "agent.modelAliases was replaced by agents.defaults.models.*.alias"),
        new("agent.modelFallbacks", "agent.modelFallbacks was replaced by agents.defaults.model.fallbacks"),
        new("agent.imageModelFallbacks", "agent.imageModelFallbacks was replaced by agents.defaults.imageModel.fallbacks"),
        new("messages.tts.enabled", "messages.tts.enabled was replaced by messages.tts.auto"),
        new("gateway.token", "gateway.token is ignored; use gateway.auth.token instead"),
    ];

    /// <summary>The old keys a document uses, in the order of the list above.</summary>
    public static IReadOnlyList<ConfigIssue> Find(JsonNode? document) =>
        [.. All.Where(key => IsUsed(document, key)).Select(static key => new ConfigIssue(key.Path, $"{key.Advice} (auto-migrated on load)."))];

    private static bool IsUsed(JsonNode? document, LegacyKey key)
    {
        var node = document;
        foreach (var part in key.Path.Split('.'))
        {
            if (node is not JsonObject shape || !shape.TryGetPropertyValue(part, out node))
                return false;
        }
        return !key.OnlyText || Kinds.Text(node) is not null;
    }
}
