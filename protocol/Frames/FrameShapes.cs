using Moltbot.Protocol.Schemas;

namespace Moltbot.Protocol.Frames;

/// <summary>Shapes of the three frames (section 1.1).</summary>
public static class FrameShapes
{
    /// <summary>An error.</summary>
    public static Shape Error { get; } = Shape.Object(
        ("code", Shape.Text1),
        ("message", Shape.Text1),
        ("details?", Shape.Any),
        ("retryable?", Shape.Flag),
        ("retryAfterMs?", Shape.Whole0));

    /// <summary>Versions of the shared state.</summary>
    public static Shape StateVersion { get; } = Shape.Object(
        ("presence", Shape.Whole0),
        ("health", Shape.Whole0));

    /// <summary>A request.</summary>
    public static Shape Request { get; } = Shape.Object(
        ("type", Shape.Const("req")),
        ("id", Shape.Text1),
        ("method", Shape.Text1),
        ("params?", Shape.Any));

    /// <summary>A response.</summary>
    public static Shape Response { get; } = Shape.Object(
        ("type", Shape.Const("res")),
        ("id", Shape.Text1),
        ("ok", Shape.Flag),
        ("payload?", Shape.Any),
        ("error?", Error));

    /// <summary>An event.</summary>
    public static Shape Event { get; } = Shape.Object(
        ("type", Shape.Const("event")),
        ("event", Shape.Text1),
        ("payload?", Shape.Any),
        ("seq?", Shape.Whole0),
        ("stateVersion?", StateVersion));
}
