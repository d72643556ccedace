using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Conformance.Adapters.Configuration;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Conversations;

namespace Moltbot.Conformance.Adapters.Policy;

/// <summary>The memory that is written before a summary, of from_tests_auto_reply.</summary>
public sealed class ConversationsArea : ICaseArea
{
    public IEnumerable<CaseFunction> Functions =>
    [
        new("resolveMemoryFlushSettings", Settings),
        new("shouldRunMemoryFlush", IsDue),
    ];

    public IEnumerable<Difference> Differences => [];

    private static JsonNode? Settings(JsonElement input)
    {
        var config = CompactionConfig.From(ConfigInput.Section(input.One()).Section("agents").Section("defaults").Section("compaction")).MemoryFlush;
        return config.Enabled ? new JsonObject { ["enabled"] = true, ["softThresholdTokens"] = config.SoftThresholdTokens } : null;
    }

    private static JsonNode? IsDue(JsonElement input)
    {
        var one = input.One();
        var entry = ConfigInput.Section(one.Get("entry"));
        var settings = ConfigInput.Section(one);
        var budget = new ContextBudget(
            settings.Int("contextWindowTokens") ?? 0,
            new CompactionConfig
            {
                ReserveTokens = settings.Int("reserveTokensFloor") ?? 0,
                MemoryFlush = new MemoryFlushConfig { SoftThresholdTokens = settings.Int("softThresholdTokens") ?? 0 },
            });
        return MemoryFlush.IsDue(budget, entry.Int("totalTokens") ?? 0, entry.Int("compactionCount") ?? 0, entry.Int("memoryFlushCompactionCount"));
    }
}
