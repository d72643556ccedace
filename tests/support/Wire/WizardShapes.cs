using Moltbot.Protocol.Schemas;

namespace Moltbot.TestSupport.Wire;

/// <summary>Shapes of the set-up wizard (section 5.7).</summary>
public static class WizardShapes
{
    /// <summary>Shape of <c>WizardStartParams</c>.</summary>
    public static Shape WizardStartParams { get; } = Shape.Object(
        ("mode?", Shape.Words("local", "remote")),
        ("workspace?", Shape.Text));

    /// <summary>Shape of <c>WizardNextParams</c>.</summary>
    public static Shape WizardNextParams { get; } = Shape.Object(
        ("sessionId", Shape.Text1),
        ("answer?", Shape.Object(
            ("stepId", Shape.Text1),
            ("value?", Shape.Any))));

    /// <summary>Shape of <c>WizardCancelParams</c>.</summary>
    public static Shape WizardCancelParams { get; } = Shape.Object(
        ("sessionId", Shape.Text1));

    /// <summary>Shape of <c>WizardStatusParams</c>.</summary>
    public static Shape WizardStatusParams { get; } = WizardCancelParams;

    /// <summary>Shape of <c>WizardStep</c>.</summary>
    public static Shape WizardStep { get; } = Shape.Object(
        ("id", Shape.Text1),
        ("type", Shape.Words("note", "select", "text", "confirm", "multiselect", "progress", "action")),
        ("title?", Shape.Text),
        ("message?", Shape.Text),
        ("options?", Shape.List(Shape.Object(
            ("value", Shape.Any),
            ("label", Shape.Text1),
            ("hint?", Shape.Text)))),
        ("initialValue?", Shape.Any),
        ("placeholder?", Shape.Text),
        ("sensitive?", Shape.Flag),
        ("executor?", Shape.Words("gateway", "client")));

    /// <summary>Shape of <c>WizardNextResult</c>.</summary>
    public static Shape WizardNextResult { get; } = Shape.Object(
        ("done", Shape.Flag),
        ("step?", WizardStep),
        ("status?", Shape.Words("running", "done", "cancelled", "error")),
        ("error?", Shape.Text));

    /// <summary>Shape of <c>WizardStartResult</c>.</summary>
    public static Shape WizardStartResult { get; } = Shape.Object(
        ("sessionId", Shape.Text1),
        ("done", Shape.Flag),
        ("step?", WizardStep),
        ("status?", Shape.Words("running", "done", "cancelled", "error")),
        ("error?", Shape.Text));

    /// <summary>Shape of <c>WizardStatusResult</c>.</summary>
    public static Shape WizardStatusResult { get; } = Shape.Object(
        ("status", Shape.Words("running", "done", "cancelled", "error")),
        ("error?", Shape.Text));
}
