namespace Moltbot.Protocol.Schemas.Wire;

/// <summary>Shapes of status, logs and host control (section 5.1).</summary>
public static class StatusShapes
{
    /// <summary>Shape of <c>WakeParams</c>.</summary>
    public static Shape WakeParams { get; } = Shape.Object(
        ("mode", Shape.Words("now", "next-heartbeat")),
        ("text", Shape.Text1));

    /// <summary>Shape of <c>TalkModeParams</c>.</summary>
    public static Shape TalkModeParams { get; } = Shape.Object(
        ("enabled", Shape.Flag),
        ("phase?", Shape.Text));

    /// <summary>Shape of <c>LogsTailParams</c>.</summary>
    public static Shape LogsTailParams { get; } = Shape.Object(
        ("cursor?", Shape.Whole0),
        ("limit?", Shape.WholeOf(1, 5000)),
        ("maxBytes?", Shape.WholeOf(1, 1000000)));

    /// <summary>Shape of <c>LogsTailResult</c>.</summary>
    public static Shape LogsTailResult { get; } = Shape.Object(
        ("file", Shape.Text1),
        ("cursor", Shape.Whole0),
        ("size", Shape.Whole0),
        ("lines", Shape.List(Shape.Text)),
        ("truncated?", Shape.Flag),
        ("reset?", Shape.Flag));

    /// <summary>Shape of <c>UpdateRunParams</c>.</summary>
    public static Shape UpdateRunParams { get; } = Shape.Object(
        ("sessionKey?", Shape.Text),
        ("note?", Shape.Text),
        ("restartDelayMs?", Shape.Whole0),
        ("timeoutMs?", Shape.Whole1));
}
