using Moltbot.Protocol.Frames;

namespace Moltbot.Protocol.Schemas.Wire;

/// <summary>Shapes of connecting (section 2).</summary>
public static class ConnectionShapes
{
    /// <summary>Shape of <c>ConnectParams</c>.</summary>
    public static Shape ConnectParams { get; } = Shape.Object(
        ("minProtocol", Shape.Whole1),
        ("maxProtocol", Shape.Whole1),
        ("client", Shape.Object(
            ("id", Shape.Words("webchat-ui", "openclaw-control-ui", "webchat", "cli", "gateway-client", "openclaw-macos", "openclaw-ios", "openclaw-android", "node-host", "test", "fingerprint", "openclaw-probe",
                // As the clients of the same protocol called themselves before the product was renamed.
                "clawdbot-control-ui", "clawdbot-macos", "clawdbot-ios", "clawdbot-android", "clawdbot-probe")),
            ("displayName?", Shape.Text1),
            ("version", Shape.Text1),
            ("platform", Shape.Text1),
            ("deviceFamily?", Shape.Text1),
            ("modelIdentifier?", Shape.Text1),
            ("mode", Shape.Words("webchat", "cli", "ui", "backend", "node", "probe", "test")),
            ("instanceId?", Shape.Text1))),
        ("caps?", Shape.List(Shape.Text1)),
        ("commands?", Shape.List(Shape.Text1)),
        ("permissions?", Shape.Map(Shape.Flag)),
        ("pathEnv?", Shape.Text),
        ("role?", Shape.Text1),
        ("scopes?", Shape.List(Shape.Text1)),
        ("device?", Shape.Object(
            ("id", Shape.Text1),
            ("publicKey", Shape.Text1),
            ("signature", Shape.Text1),
            ("signedAt", Shape.Whole0),
            ("nonce?", Shape.Text1))),
        ("auth?", Shape.Object(
            ("token?", Shape.Text),
            ("password?", Shape.Text))),
        ("locale?", Shape.Text),
        ("userAgent?", Shape.Text));

    /// <summary>Shape of <c>PresenceEntry</c>.</summary>
    public static Shape PresenceEntry { get; } = Shape.Object(
        ("host?", Shape.Text1),
        ("ip?", Shape.Text1),
        ("version?", Shape.Text1),
        ("platform?", Shape.Text1),
        ("deviceFamily?", Shape.Text1),
        ("modelIdentifier?", Shape.Text1),
        ("mode?", Shape.Text1),
        ("lastInputSeconds?", Shape.Whole0),
        ("reason?", Shape.Text1),
        ("tags?", Shape.List(Shape.Text1)),
        ("text?", Shape.Text),
        ("ts", Shape.Whole0),
        ("deviceId?", Shape.Text1),
        ("roles?", Shape.List(Shape.Text1)),
        ("scopes?", Shape.List(Shape.Text1)),
        ("instanceId?", Shape.Text1));

    /// <summary>Shape of <c>Snapshot</c>.</summary>
    public static Shape Snapshot { get; } = Shape.Object(
        ("presence", Shape.List(PresenceEntry)),
        ("health", Shape.Any),
        ("stateVersion", FrameShapes.StateVersion),
        ("uptimeMs", Shape.Whole0),
        ("configPath?", Shape.Text1),
        ("stateDir?", Shape.Text1),
        ("sessionDefaults?", Shape.Object(
            ("defaultAgentId", Shape.Text1),
            ("mainKey", Shape.Text1),
            ("mainSessionKey", Shape.Text1),
            ("scope?", Shape.Text1))));

    /// <summary>Shape of <c>HelloOk</c>.</summary>
    public static Shape HelloOk { get; } = Shape.Object(
        ("type", Shape.Const("hello-ok")),
        ("protocol", Shape.Whole1),
        ("server", Shape.Object(
            ("version", Shape.Text1),
            ("commit?", Shape.Text1),
            ("host?", Shape.Text1),
            ("connId", Shape.Text1))),
        ("features", Shape.Object(
            ("methods", Shape.List(Shape.Text1)),
            ("events", Shape.List(Shape.Text1)))),
        ("snapshot", Snapshot),
        ("canvasHostUrl?", Shape.Text1),
        ("auth?", Shape.Object(
            ("deviceToken", Shape.Text1),
            ("role", Shape.Text1),
            ("scopes", Shape.List(Shape.Text1)),
            ("issuedAtMs?", Shape.Whole0))),
        ("policy", Shape.Object(
            ("maxPayload", Shape.Whole1),
            ("maxBufferedBytes", Shape.Whole1),
            ("tickIntervalMs", Shape.Whole1))));
}
