using Moltbot.Policy.Configuration.Schema.Rules;
using static Moltbot.Policy.Configuration.Schema.Rules.Grammar;

namespace Moltbot.Policy.Configuration.Schema;

/// <summary><c>memorySearch</c>.</summary>
internal static class MemoryRules
{
    public static ShapeRule MemorySearch { get; } = Shape(
        Key("enabled", Flag),
        Key("sources", ListOf(OneOf("memory", "sessions"))),
        HostPath("extraPaths", Texts),
        Key("experimental", Shape(Key("sessionMemory", Flag))),
        Key("provider", OneOf("openai", "local", "gemini")),
        Key("remote", Shape(
            Key("baseUrl", Text),
            Secret("apiKey"),
            Key("headers", TextMap),
            Key("batch", Shape(
                Key("enabled", Flag),
                Key("wait", Flag),
                Key("concurrency", Positive),
                Key("pollIntervalMs", Count),
                Key("timeoutMinutes", Positive))))),
        Key("fallback", OneOf("openai", "gemini", "local", "none")),
        Key("model", Text),
        Key("local", Shape(HostPath("modelPath"), HostPath("modelCacheDir"))),
        Key("store", Shape(
            Key("driver", OneOf("sqlite")),
            HostPath("path"),
            Key("vector", Shape(Key("enabled", Flag), HostPath("extensionPath"))))),
        Key("chunking", Shape(Key("tokens", Positive), Key("overlap", Count))),
        Key("sync", Shape(
            Key("onSessionStart", Flag),
            Key("onSearch", Flag),
            Key("watch", Flag),
            Key("watchDebounceMs", Count),
            Key("intervalMinutes", Count),
            Key("sessions", Shape(Key("deltaBytes", Count), Key("deltaMessages", Count))))),
        Key("query", Shape(
            Key("maxResults", Positive),
            Key("minScore", Share),
            Key("hybrid", Shape(
                Key("enabled", Flag),
                Key("vectorWeight", Share),
                Key("textWeight", Share),
                Key("candidateMultiplier", Positive))))),
        Key("cache", Shape(Key("enabled", Flag), Key("maxEntries", Positive))));
}
