namespace Moltbot.Protocol.Schemas.Wire;

/// <summary>Shapes of skills (section 5.7).</summary>
public static class SkillsShapes
{
    /// <summary>Shape of <c>SkillsStatusParams</c>.</summary>
    public static Shape SkillsStatusParams { get; } = Shape.Object();

    /// <summary>Shape of <c>SkillsBinsParams</c>.</summary>
    public static Shape SkillsBinsParams { get; } = Shape.Object();

    /// <summary>Shape of <c>SkillsInstallParams</c>.</summary>
    public static Shape SkillsInstallParams { get; } = Shape.Object(
        ("name", Shape.Text1),
        ("installId", Shape.Text1),
        ("timeoutMs?", Shape.WholeOf(1000)));

    /// <summary>Shape of <c>SkillsUpdateParams</c>.</summary>
    public static Shape SkillsUpdateParams { get; } = Shape.Object(
        ("skillKey", Shape.Text1),
        ("enabled?", Shape.Flag),
        ("apiKey?", Shape.Text),
        ("env?", Shape.Map(Shape.Text)));
}
