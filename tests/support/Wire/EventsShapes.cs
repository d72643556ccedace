using Moltbot.Protocol.Schemas;

namespace Moltbot.TestSupport.Wire;

/// <summary>Shapes of event payloads (section 3).</summary>
public static class EventsShapes
{
    /// <summary>Shape of <c>AgentEvent</c>.</summary>
    public static Shape AgentEvent { get; } = Shape.Object(
        ("runId", Shape.Text1),
        ("seq", Shape.Whole0),
        ("stream", Shape.Text1),
        ("ts", Shape.Whole0),
        ("data", Shape.Map(Shape.Any)));

    /// <summary>Shape of <c>NodeInvokeRequestEvent</c>.</summary>
    public static Shape NodeInvokeRequestEvent { get; } = Shape.Object(
        ("id", Shape.Text1),
        ("nodeId", Shape.Text1),
        ("command", Shape.Text1),
        ("paramsJSON?", Shape.Text),
        ("timeoutMs?", Shape.Whole0),
        ("idempotencyKey?", Shape.Text1));

    /// <summary>Shape of <c>DevicePairRequestedEvent</c>.</summary>
    public static Shape DevicePairRequestedEvent { get; } = Shape.Object(
        ("requestId", Shape.Text1),
        ("deviceId", Shape.Text1),
        ("publicKey", Shape.Text1),
        ("displayName?", Shape.Text1),
        ("platform?", Shape.Text1),
        ("clientId?", Shape.Text1),
        ("clientMode?", Shape.Text1),
        ("role?", Shape.Text1),
        ("roles?", Shape.List(Shape.Text1)),
        ("scopes?", Shape.List(Shape.Text1)),
        ("remoteIp?", Shape.Text1),
        ("silent?", Shape.Flag),
        ("isRepair?", Shape.Flag),
        ("ts", Shape.Whole0));

    /// <summary>Shape of <c>DevicePairResolvedEvent</c>.</summary>
    public static Shape DevicePairResolvedEvent { get; } = Shape.Object(
        ("requestId", Shape.Text1),
        ("deviceId", Shape.Text1),
        ("decision", Shape.Text1),
        ("ts", Shape.Whole0));

    /// <summary>Shape of <c>ChatEvent</c>.</summary>
    public static Shape ChatEvent { get; } = Shape.Object(
        ("runId", Shape.Text1),
        ("sessionKey", Shape.Text1),
        ("seq", Shape.Whole0),
        ("state", Shape.Words("delta", "final", "aborted", "error")),
        ("message?", Shape.Any),
        ("errorMessage?", Shape.Text),
        ("usage?", Shape.Any),
        ("stopReason?", Shape.Text));

    /// <summary>Shape of <c>TickEvent</c>.</summary>
    public static Shape TickEvent { get; } = Shape.Object(
        ("ts", Shape.Whole0));

    /// <summary>Shape of <c>ShutdownEvent</c>.</summary>
    public static Shape ShutdownEvent { get; } = Shape.Object(
        ("reason", Shape.Text1),
        ("restartExpectedMs?", Shape.Whole0));
}
