using Moltbot.Policy.Configuration.Schema.Rules;
using static Moltbot.Policy.Configuration.Schema.Rules.Grammar;

namespace Moltbot.Policy.Configuration.Schema;

/// <summary><c>agents</c>, <c>bindings</c> and <c>broadcast</c>.</summary>
internal static class AgentsRules
{
    public static ShapeRule ContextPruning { get; } = Shape(
        Key("mode", OneOf("off", "cache-ttl")),
        Key("ttl", Text),
        Key("keepLastAssistants", Count),
        Key("softTrimRatio", Share),
        Key("hardClearRatio", Share),
        Key("minPrunableToolChars", Count),
        Key("tools", Shape(Key("allow", Texts), Key("deny", Texts))),
        Key("softTrim", Shape(
            Key("maxChars", Count),
            Key("headChars", Count),
            Key("tailChars", Count))),
        Key("hardClear", Shape(Key("enabled", Flag), Key("placeholder", Text))));

    public static ShapeRule Compaction { get; } = Shape(
        Key("mode", OneOf("default", "safeguard")),
        Key("reserveTokensFloor", Count),
        Key("maxHistoryShare", Range(0.1, 0.9)),
        Key("memoryFlush", Shape(
            Key("enabled", Flag),
            Key("softThresholdTokens", Count),
            Key("prompt", Text),
            Key("systemPrompt", Text))));

    public static ShapeRule Defaults { get; } = Shape(
        Key("model", CommonRules.ModelChoice),
        Key("imageModel", CommonRules.ModelChoice),
        Key("models", MapOf(Shape(Key("alias", Text), Key("params", MapOf(Anything))))),
        HostPath("workspace"),
        HostPath("repoRoot"),
        Key("skipBootstrap", Flag),
        Key("bootstrapMaxChars", Positive),
        Key("userTimezone", Text),
        Key("timeFormat", OneOf("auto", "12", "24")),
        Key("envelopeTimezone", Text),
        Key("envelopeTimestamp", OneOf("on", "off")),
        Key("envelopeElapsed", OneOf("on", "off")),
        Key("contextTokens", Positive),
        Key("cliBackends", MapOf(CliBackendRules.CliBackend)),
        Key("memorySearch", MemoryRules.MemorySearch),
        Key("contextPruning", ContextPruning),
        Key("compaction", Compaction),
        Key("thinkingDefault", OneOf("off", "minimal", "low", "medium", "high", "xhigh")),
        Key("verboseDefault", OneOf("off", "on", "full")),
        Key("elevatedDefault", OneOf("off", "on", "ask", "full")),
        Key("blockStreamingDefault", OneOf("off", "on")),
        Key("blockStreamingBreak", OneOf("text_end", "message_end")),
        Key("blockStreamingChunk", CommonRules.BlockStreamingChunk),
        Key("blockStreamingCoalesce", CommonRules.BlockStreamingCoalesce),
        Key("humanDelay", CommonRules.HumanDelay),
        Key("timeoutSeconds", Positive),
        Key("mediaMaxMb", PositiveNumber),
        Key("typingIntervalSeconds", Positive),
        Key("typingMode", OneOf("never", "instant", "thinking", "message")),
        Key("heartbeat", HeartbeatRules.Heartbeat),
        Key("maxConcurrent", Positive),
        Key("subagents", Shape(
            Key("maxConcurrent", Positive),
            Key("archiveAfterMinutes", Positive),
            Key("model", CommonRules.AgentModel))),
        Key("sandbox", SandboxRules.Sandbox));

    public static ShapeRule Agent { get; } = Shape(
        Required("id", Text),
        Key("default", Flag),
        Key("name", Text),
        HostPath("workspace"),
        HostPath("agentDir"),
        Key("model", CommonRules.AgentModel),
        Key("memorySearch", MemoryRules.MemorySearch),
        Key("humanDelay", CommonRules.HumanDelay),
        Key("heartbeat", HeartbeatRules.Heartbeat),
        Key("identity", CommonRules.Identity),
        Key("groupChat", CommonRules.GroupChat),
        Key("subagents", Shape(
            Key("allowAgents", Texts),
            Key("model", CommonRules.AgentModel))),
        Key("sandbox", SandboxRules.Sandbox),
        Key("tools", ToolsRules.AgentTools));

    public static ShapeRule Agents { get; } = Shape(Key("defaults", Defaults), Key("list", ListOf(Agent)));

    public static Rule Bindings { get; } = ListOf(Shape(
        Required("agentId", Text),
        Required("match", Shape(
            Required("channel", Text),
            Key("accountId", Text),
            Key("peer", Shape(Required("kind", OneOf("dm", "group", "channel")), Required("id", Text))),
            Key("guildId", Text),
            Key("teamId", Text)))));

    public static ShapeRule Broadcast { get; } = new([Key("strategy", OneOf("parallel", "sequential"))]) { Others = Texts };
}
