namespace Moltbot.Protocol.Schemas.Wire;

/// <summary>Shapes of chat (section 5.3).</summary>
public static class ChatShapes
{
    /// <summary>Shape of <c>ChatHistoryParams</c>.</summary>
    public static Shape ChatHistoryParams { get; } = Shape.Object(
        ("sessionKey", Shape.Text1),
        ("limit?", Shape.WholeOf(1, 1000)));

    /// <summary>Shape of <c>ChatSendParams</c>.</summary>
    public static Shape ChatSendParams { get; } = Shape.Object(
        ("sessionKey", Shape.Text1),
        ("message", Shape.Text),
        ("thinking?", Shape.Text),
        ("deliver?", Shape.Flag),
        ("attachments?", Shape.List(Shape.Any)),
        ("timeoutMs?", Shape.Whole0),
        ("idempotencyKey", Shape.Text1));

    /// <summary>Shape of <c>ChatAbortParams</c>.</summary>
    public static Shape ChatAbortParams { get; } = Shape.Object(
        ("sessionKey", Shape.Text1),
        ("runId?", Shape.Text1));

    /// <summary>Shape of <c>ChatInjectParams</c>.</summary>
    public static Shape ChatInjectParams { get; } = Shape.Object(
        ("sessionKey", Shape.Text1),
        ("message", Shape.Text1),
        ("label?", Shape.TextOf(0, 100)));
}
