using Moltbot.Policy.Configuration.Schema.Rules;
using static Moltbot.Policy.Configuration.Schema.Rules.Grammar;

namespace Moltbot.Policy.Configuration.Schema;

/// <summary><c>hooks</c>.</summary>
internal static class HooksRules
{
    public static ShapeRule Mapping { get; } = Shape(
        Key("id", Text),
        Key("match", new ShapeRule(
        [
            Key("path", Text),
            Key("source", Text)
        ])
        { DropsOthers = true }),
        Key("action", OneOf("wake", "agent")),
        Key("wakeMode", OneOf("now", "next-heartbeat")),
        Key("name", Text),
        Key("sessionKey", Text),
        Key("messageTemplate", Text),
        Key("textTemplate", Text),
        Key("deliver", Flag),
        Key("allowUnsafeExternalContent", Flag),
        Key("channel", OneOf("last", "whatsapp", "telegram", "discord", "slack", "signal", "imessage", "msteams")),
        Key("to", Text),
        Key("model", Text),
        Key("thinking", Text),
        Key("timeoutSeconds", Positive),
        Key("transform", Shape(HostProgram("module") with { IsRequired = true }, Key("export", Text))));

    public static ShapeRule Internal { get; } = Shape(
        Key("enabled", Flag),
        Key("handlers", ListOf(Shape(
            Required("event", Text),
            HostProgram("module") with { IsRequired = true },
            Key("export", Text)))),
        Key("entries", MapOf(Shape(Key("enabled", Flag), Key("env", TextMap)))),
        Key("load", Shape(HostPath("extraDirs", Texts))),
        Key("installs", MapOf(Shape(
            Required("source", OneOf("npm", "archive", "path")),
            HostProgram("spec"),
            HostPath("sourcePath"),
            HostPath("installPath"),
            Key("version", Text),
            Key("installedAt", Text),
            Key("hooks", Texts)))));

    public static ShapeRule Gmail { get; } = Shape(
        Key("account", Text),
        Key("label", Text),
        Key("topic", Text),
        Key("subscription", Text),
        Secret("pushToken"),
        Key("hookUrl", Text),
        Key("includeBody", Flag),
        Key("maxBytes", Positive),
        Key("renewEveryMinutes", Positive),
        Key("allowUnsafeExternalContent", Flag),
        Key("serve", Shape(
            Key("bind", Text),
            Key("port", Positive),
            Key("path", Text))),
        Key("tailscale", Shape(
            Key("mode", OneOf("off", "serve", "funnel")),
            Key("path", Text),
            Key("target", Text))),
        Key("model", Text),
        Key("thinking", OneOf("off", "minimal", "low", "medium", "high")));

    public static ShapeRule Hooks { get; } = Shape(
        Key("enabled", Flag),
        Key("path", Text),
        Secret("token"),
        Key("maxBodyBytes", Positive),
        Key("presets", Texts),
        HostPath("transformsDir"),
        Key("mappings", ListOf(Mapping)),
        Key("gmail", Gmail),
        Key("internal", Internal));
}
