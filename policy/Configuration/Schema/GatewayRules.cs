using Moltbot.Policy.Configuration.Schema.Rules;
using static Moltbot.Policy.Configuration.Schema.Rules.Grammar;

namespace Moltbot.Policy.Configuration.Schema;

/// <summary><c>gateway</c>.</summary>
internal static class GatewayRules
{
    public static ShapeRule ControlUi { get; } = Shape(
        Key("enabled", Flag),
        HostPath("root") with { IsOurs = true },
        Ours("allowedOrigins", Texts),
        Key("basePath", Text),
        Key("allowInsecureAuth", Flag),
        Key("dangerouslyDisableDeviceAuth", Flag));

    public static ShapeRule Auth { get; } = Shape(
        Key("mode", OneOf("token", "password")),
        Secret("token"),
        Secret("password"),
        Key("allowTailscale", Flag));

    public static ShapeRule Remote { get; } = Shape(
        Key("url", Text),
        Key("transport", OneOf("ssh", "direct")),
        Secret("token"),
        Secret("password"),
        Key("tlsFingerprint", Text),
        Key("sshTarget", Text),
        HostPath("sshIdentity"));

    public static ShapeRule Tls { get; } = new(
    [
        Key("enabled", Flag),
        Key("autoGenerate", Flag),
        HostPath("certPath"),
        HostPath("keyPath"),
        HostPath("caPath")
    ])
    { DropsOthers = true };

    public static ShapeRule Http { get; } = Shape(
        Key("endpoints", Shape(
            Key("chatCompletions", Shape(Key("enabled", Flag))),
            Key("responses", Shape(
                Key("enabled", Flag),
                Key("maxBodyBytes", Positive),
                Key("files", Shape(
                    Key("allowUrl", Flag),
                    Key("allowedMimes", Texts),
                    Key("maxBytes", Positive),
                    Key("maxChars", Positive),
                    Key("maxRedirects", Count),
                    Key("timeoutMs", Positive),
                    Key("pdf", Shape(
                        Key("maxPages", Positive),
                        Key("maxPixels", Positive),
                        Key("minTextChars", Count))))),
                Key("images", Shape(
                    Key("allowUrl", Flag),
                    Key("allowedMimes", Texts),
                    Key("maxBytes", Positive),
                    Key("maxRedirects", Count),
                    Key("timeoutMs", Positive))))))));

    public static ShapeRule Nodes { get; } = Shape(
        Key("browser", Shape(Key("mode", OneOf("auto", "manual", "off")), Key("node", Text))),
        Key("allowCommands", Texts),
        Key("denyCommands", Texts));

    public static ShapeRule Gateway { get; } = Shape(
        Key("port", Positive),
        Key("mode", OneOf("local", "remote")),
        Key("bind", OneOf("auto", "lan", "loopback", "custom", "tailnet")),
        Key("controlUi", ControlUi),
        Key("auth", Auth),
        Key("trustedProxies", Texts),
        Key("tailscale", Shape(Key("mode", OneOf("off", "serve", "funnel")), Key("resetOnExit", Flag))),
        Key("remote", Remote),
        Key("reload", Shape(Key("mode", OneOf("off", "restart", "hot", "hybrid")), Key("debounceMs", Count))),
        Key("tls", Tls),
        Key("http", Http),
        Key("nodes", Nodes));
}
