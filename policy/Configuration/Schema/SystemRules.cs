using Moltbot.Policy.Configuration.Schema.Rules;
using static Moltbot.Policy.Configuration.Schema.Rules.Grammar;

namespace Moltbot.Policy.Configuration.Schema;

/// <summary>What concerns the process: <c>meta</c>, <c>env</c>, <c>logging</c>, <c>diagnostics</c> and the like.</summary>
internal static class SystemRules
{
    public static ShapeRule Meta { get; } = Shape(Key("lastTouchedVersion", Text), Key("lastTouchedAt", Text));

    public static ShapeRule Env { get; } = new(
    [
        Key("shellEnv", Shape(Key("enabled", Flag), Key("timeoutMs", Count))),
        Key("vars", TextMap)
    ])
    { Others = Text };

    public static ShapeRule Wizard { get; } = Shape(
        Key("lastRunAt", Text),
        Key("lastRunVersion", Text),
        Key("lastRunCommit", Text),
        Key("lastRunCommand", Text),
        Key("lastRunMode", OneOf("local", "remote")));

    public static ShapeRule Diagnostics { get; } = Shape(
        Key("enabled", Flag),
        Key("flags", Texts),
        Key("otel", Shape(
            Key("enabled", Flag),
            Key("endpoint", Text),
            Key("protocol", OneOf("http/protobuf", "grpc")),
            Key("headers", TextMap),
            Key("serviceName", Text),
            Key("traces", Flag),
            Key("metrics", Flag),
            Key("logs", Flag),
            Key("sampleRate", Share),
            Key("flushIntervalMs", Count))),
        Key("cacheTrace", Shape(
            Key("enabled", Flag),
            HostPath("filePath"),
            Key("includeMessages", Flag),
            Key("includePrompt", Flag),
            Key("includeSystem", Flag))));

    public static Rule LogLevel { get; } = OneOf("silent", "fatal", "error", "warn", "info", "debug", "trace");

    public static ShapeRule Logging { get; } = Shape(
        Key("level", LogLevel),
        HostPath("file"),
        Key("consoleLevel", OneOf("silent", "fatal", "error", "warn", "info", "debug", "trace")),
        Key("consoleStyle", OneOf("pretty", "compact", "json")),
        Key("redactSensitive", OneOf("off", "tools")),
        Key("redactPatterns", Texts));

    public static ShapeRule Update { get; } = Shape(Key("channel", OneOf("stable", "beta", "dev")), Key("checkOnStart", Flag));

    public static ShapeRule NodeHost { get; } = Shape(Key("browserProxy", Shape(Key("enabled", Flag), Key("allowProfiles", Texts))));

    public static ShapeRule Ui { get; } = Shape(
        Key("seamColor", CommonRules.HexColor),
        Key("assistant", Shape(
            Key("name", new TextRule { MaxLength = 50 }),
            Key("avatar", new TextRule { MaxLength = 200 }))));

    public static ShapeRule Cron { get; } = Shape(
        Key("enabled", Flag),
        HostPath("store"),
        Key("maxConcurrentRuns", Positive));

    public static ShapeRule Web { get; } = Shape(
        Key("enabled", Flag),
        Key("heartbeatSeconds", Positive),
        Key("reconnect", Shape(
            Key("initialMs", PositiveNumber),
            Key("maxMs", PositiveNumber),
            Key("factor", PositiveNumber),
            Key("jitter", Share),
            Key("maxAttempts", Count))));

    public static ShapeRule Discovery { get; } = Shape(
        Key("wideArea", Shape(Key("enabled", Flag), Key("domain", Text))),
        Key("mdns", Shape(Key("mode", OneOf("off", "minimal", "full")))));

    public static ShapeRule CanvasHost { get; } = Shape(
        Key("enabled", Flag),
        HostPath("root"),
        Key("port", Positive),
        Key("liveReload", Flag));

    public static ShapeRule Talk { get; } = Shape(
        Key("voiceId", Text),
        Key("voiceAliases", TextMap),
        Key("modelId", Text),
        Key("outputFormat", Text),
        Secret("apiKey"),
        Key("interruptOnSpeech", Flag));

    public static ShapeRule Media { get; } = Shape(Key("preserveFilenames", Flag));
}
