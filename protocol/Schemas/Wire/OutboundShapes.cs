namespace Moltbot.Protocol.Schemas.Wire;

/// <summary>Shapes of outbound messages (section 5.4).</summary>
public static class OutboundShapes
{
    /// <summary>Shape of <c>SendParams</c>.</summary>
    public static Shape SendParams { get; } = Shape.Object(
        ("to", Shape.Text1),
        ("message", Shape.Text1),
        ("mediaUrl?", Shape.Text),
        ("mediaUrls?", Shape.List(Shape.Text)),
        ("gifPlayback?", Shape.Flag),
        ("channel?", Shape.Text),
        ("accountId?", Shape.Text),
        ("sessionKey?", Shape.Text),
        ("idempotencyKey", Shape.Text1));

    /// <summary>Shape of <c>PollParams</c>.</summary>
    public static Shape PollParams { get; } = Shape.Object(
        ("to", Shape.Text1),
        ("question", Shape.Text1),
        ("options", Shape.List(Shape.Text1, minItems: 2, maxItems: 12)),
        ("maxSelections?", Shape.WholeOf(1, 12)),
        ("durationHours?", Shape.Whole1),
        ("channel?", Shape.Text),
        ("accountId?", Shape.Text),
        ("idempotencyKey", Shape.Text1));
}
