namespace Moltbot.Protocol.Schemas.Wire;

/// <summary>Shapes of the configuration (section 5.7).</summary>
public static class ConfigShapes
{
    /// <summary>Shape of <c>ConfigGetParams</c>.</summary>
    public static Shape ConfigGetParams { get; } = Shape.Object();

    /// <summary>Shape of <c>ConfigSetParams</c>.</summary>
    public static Shape ConfigSetParams { get; } = Shape.Object(
        ("raw", Shape.Text1),
        ("baseHash?", Shape.Text1));

    /// <summary>Shape of <c>ConfigApplyParams</c>.</summary>
    public static Shape ConfigApplyParams { get; } = Shape.Object(
        ("raw", Shape.Text1),
        ("baseHash?", Shape.Text1),
        ("sessionKey?", Shape.Text),
        ("note?", Shape.Text),
        ("restartDelayMs?", Shape.Whole0));

    /// <summary>Shape of <c>ConfigPatchParams</c>.</summary>
    public static Shape ConfigPatchParams { get; } = ConfigApplyParams;

    /// <summary>Shape of <c>ConfigSchemaParams</c>.</summary>
    public static Shape ConfigSchemaParams { get; } = Shape.Object();

    /// <summary>Shape of <c>ConfigSchemaResponse</c>.</summary>
    public static Shape ConfigSchemaResponse { get; } = Shape.Object(
        ("schema", Shape.Any),
        ("uiHints", Shape.Map(Shape.Object(
            ("label?", Shape.Text),
            ("help?", Shape.Text),
            ("group?", Shape.Text),
            ("order?", Shape.Whole),
            ("advanced?", Shape.Flag),
            ("sensitive?", Shape.Flag),
            ("placeholder?", Shape.Text),
            ("itemTemplate?", Shape.Any)))),
        ("version", Shape.Text1),
        ("generatedAt", Shape.Text1));
}
